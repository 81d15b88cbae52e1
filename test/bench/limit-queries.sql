-- Everything that a catalog tells about its schemas, tables, views, columns and keys: a statement for each kind, an
-- object of JSON for each row, all of one state.
begin isolation level repeatable read read only;

select json_build_object('kind', 'schema', 'id', s.oid, 'name', s.nspname, 'comment', c.description)
from pg_namespace s
left join pg_description c on c.classoid = 'pg_namespace'::regclass and c.objoid = s.oid
where s.nspname <> 'information_schema' and not starts_with(s.nspname, 'pg_');

select json_build_object(
  'kind', case t.relkind when 'v' then 'view' else 'table' end, 'id', t.oid, 'in', s.nspname, 'name', t.relname,
  'comment', c.description, 'query', case t.relkind when 'v' then pg_get_viewdef(t.oid) end)
from pg_class t
join pg_namespace s on s.oid = t.relnamespace
left join pg_description c on c.classoid = 'pg_class'::regclass and c.objoid = t.oid and c.objsubid = 0
where t.relkind in ('r', 'p', 'f', 'v', 'm') and s.nspname <> 'information_schema' and not starts_with(s.nspname, 'pg_');

select json_build_object(
  'kind', 'column', 'in', a.attrelid, 'position', a.attnum, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
  'required', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid), 'comment', c.description)
from pg_attribute a
join pg_class t on t.oid = a.attrelid
join pg_namespace s on s.oid = t.relnamespace
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join pg_description c on c.classoid = 'pg_class'::regclass and c.objoid = a.attrelid and c.objsubid = a.attnum
where a.attnum > 0 and not a.attisdropped
  and t.relkind in ('r', 'p', 'f', 'v', 'm') and s.nspname <> 'information_schema' and not starts_with(s.nspname, 'pg_');

select json_build_object(
  'kind', case k.contype when 'f' then 'foreign-key' when 'p' then 'primary-key' else 'unique-key' end, 'in', k.conrelid,
  'name', k.conname, 'positions', k.conkey, 'to', k.confrelid, 'to_positions', k.confkey)
from pg_constraint k
join pg_namespace s on s.oid = k.connamespace
where k.contype in ('p', 'u', 'f') and s.nspname <> 'information_schema' and not starts_with(s.nspname, 'pg_');

commit;
