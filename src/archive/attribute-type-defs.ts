import type { PrimitiveName } from '../metadata/types/attribute-type.ts';

/** How an archive names a primitive type: constants of Egeria's `PrimitiveDefCategory` (6.1). */
interface PrimitiveDef {
  readonly guid: string;
  readonly category: string;
}

/** Egeria's definition of each primitive type that attributes have (6.1). */
export const primitiveDefs: Readonly<Record<PrimitiveName, PrimitiveDef>> = {
  object: { guid: '1c4b21f4-0b67-41a7-a6ed-2af185eb9b3b', category: 'OM_PRIMITIVE_TYPE_UNKNOWN' },
  boolean: { guid: '3863f010-611c-41fe-aaae-5d4d427f863b', category: 'OM_PRIMITIVE_TYPE_BOOLEAN' },
  int: { guid: '7fc49104-fd3a-46c8-b6bf-f16b6074cd35', category: 'OM_PRIMITIVE_TYPE_INT' },
  long: { guid: '33a91510-92ee-4825-9f49-facd7a6f9db6', category: 'OM_PRIMITIVE_TYPE_LONG' },
  float: { guid: '52aeb769-37b7-4b30-b949-ddc7dcebcfa2', category: 'OM_PRIMITIVE_TYPE_FLOAT' },
  double: { guid: 'e13572e8-25c3-4994-acb6-2ea66c95812e', category: 'OM_PRIMITIVE_TYPE_DOUBLE' },
  string: { guid: 'b34a64b9-554a-42b1-8f8a-7d5c2339f9c4', category: 'OM_PRIMITIVE_TYPE_STRING' },
  date: { guid: '1bef35ca-d4f9-48db-87c2-afce4649362d', category: 'OM_PRIMITIVE_TYPE_DATE' },
};

/** GUIDs of the collection types of Egeria's type archive (6.1); a type that is not here has none. */
export const collectionGuids: Readonly<Record<string, string>> = {
  'map<string,string>': '005c7c14-ac84-4136-beed-959401b041f8',
  'map<string,boolean>': '8fa603dd-c2c5-43fc-8ff4-92141f2414ab',
  'map<string,int>': '8fa603dd-c2c5-43fc-8ff4-92141f2414ac',
  'map<string,long>': '8fa603dd-c2c5-43fc-8ff4-92141f2414ae',
  'map<string,double>': '17211869-ed39-4ba9-bead-ffd967df65a8',
  'map<string,date>': 'ee293c68-e34d-4885-a512-f927d35a5893',
  'map<string,object>': '8fa603dd-c2c5-43fc-8ff4-92141f2414ad',
  'array<string>': '0428b5d3-f824-459c-b7f5-f8151de59707',
  'array<int>': '0103fe10-98b0-4910-8ee0-21d529f7ff6d',
};
