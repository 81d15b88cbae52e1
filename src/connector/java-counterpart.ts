/**
 * A connector of Egeria's Java daemon in whose place a connector of ours can stand: how the connection of the one becomes the
 * settings of the other. It is all data, since `config import` reads it in one direction and `config export` in the other.
 */
export interface JavaCounterpart {
  /** The class of its connector provider, and the names that this had in other versions; `config export` writes the first. */
  readonly providerClasses: readonly [string, ...string[]];
  /** The integration groups of Egeria's content packs (6.2) whose connectors have this provider. */
  readonly integrationGroups?: readonly string[];
  /** Which of several technologies is meant, where one class serves many, as JDBC does. */
  readonly technology?: {
    /** What the addresses of the right ones begin with: `jdbc:postgresql://`. */
    readonly address: string;
    /** A configuration property with the value that it has for them; it decides where the address is a placeholder. */
    readonly property: { readonly name: string; readonly value: string };
  };
  /** The class of the provider whose embedded connection holds the address and who signs in, where that is not the connector's own. */
  readonly resourceProviderClass?: string;
  readonly address: AddressMapping;
  /** For connectors that sign in: the user stands in the URL that is the address, the password is a setting of its own. */
  readonly passwordSetting?: string;
  readonly properties?: readonly PropertyMapping[];
  /** The configuration property by whose presence what is gone from the third party is deleted; else it is archived. */
  readonly deletesWith?: string;
}

/** Which setting says where the third party is: the address of the connection's endpoint. */
interface AddressMapping {
  readonly setting: string;
  /** What the address has before the setting's value: `jdbc:`. */
  readonly prefix?: string;
  /** Configuration properties that hold the address where there is no endpoint. */
  readonly properties?: readonly string[];
  /** The parameters of a URL (`?sslmode=require`) that both understand; others are left out. */
  readonly parameters?: readonly string[];
  /** Whether a relative address is relative to a folder: of the platform there, of the daemon definition here. */
  readonly isPath?: boolean;
  /** `server`: the database in the address is only one to sign in to. `database`: it is the one that is cataloged. */
  readonly scope?: 'server' | 'database';
}

/** Which setting a configuration property is. Several properties may be one setting: a list of them all. */
export interface PropertyMapping {
  readonly property: string;
  readonly setting: string;
  /**
   * How the values differ: `names` are exact there and patterns here, `bareNames` moreover without a dot, which parts a schema
   * from a table here; a `flag` counts there by its presence, whatever its value. The values are the same when absent.
   */
  readonly form?: 'names' | 'bareNames' | 'flag';
  /** Whether it is a property of the embedded connection that `resourceProviderClass` names. */
  readonly inResource?: boolean;
  /** What the Java connector goes by when the property is absent, where ours goes by something else. */
  readonly whenAbsent?: readonly string[];
}
