/** Questions to PostgreSQL's catalogue: what stands in a migrated database, not what a migration meant. */

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'`;

/** Every table and view, partitions included. */
export const RELATIONS = `
  select n.nspname || '.' || c.relname as name,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end as kind,
    c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    coalesce('security_invoker=true' = any(c.reloptions) or 'security_invoker=on' = any(c.reloptions), false) as invoker
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${OURS} and ${notExtension('pg_class', 'c.oid')} order by 1`;

/** Rights on tables and views that somebody else than the owner holds, on the whole or on single columns. */
export const GRANTS = `
  select distinct n.nspname || '.' || c.relname as name,
    case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee) end as grantee, a.privilege_type as privilege,
    c.relkind in ('v', 'm') as view
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  cross join lateral (
    select grantee, privilege_type from aclexplode(c.relacl)
    union all
    select x.grantee, x.privilege_type from pg_attribute t cross join lateral aclexplode(t.attacl) x
    where t.attrelid = c.oid and not t.attisdropped
  ) a
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${OURS} and a.grantee <> c.relowner
    and ${notExtension('pg_class', 'c.oid')} order by 1, 2, 3`;

export const POLICIES = `
  select n.nspname || '.' || c.relname as name, p.polname as policy, p.polpermissive as permissive, p.polcmd as command,
    array(select pg_get_userbyid(role) from unnest(p.polroles) role)::text[] as roles,
    pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace order by 1, 2`;

/** Functions that run with their owner's rights, whether their search path is fixed, and who beside the owner may call them. */
export const FUNCTIONS = `
  select p.proname as name,
    coalesce(exists (select from unnest(p.proconfig) setting where setting like 'search_path=%'), false) as fixed,
    array(select case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee) end
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner)::text[] as callers
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.prosecdef and ${OURS} and ${notExtension('pg_proc', 'p.oid')}`;

/** The application's login of this database and the viewers it may become. */
export const APP_ROLES = `
  select r.rolname as name, r.rolsuper as super, r.rolbypassrls as bypass,
    (r.rolcreaterole or r.rolcreatedb or r.rolreplication) as creates,
    exists (select from pg_class c where c.relowner = r.oid)
      or exists (select from pg_proc p where p.proowner = r.oid)
      or exists (select from pg_namespace s where s.nspowner = r.oid)
      or exists (select from pg_database d where d.datdba = r.oid) as owns
  from pg_roles r where r.rolname like 'v\\_%' or r.rolname like '%\\_app' order by 1`;

/** What an extension brings along is the extension's. */
function notExtension(catalogue: 'pg_class' | 'pg_proc', oid: string): string {
  return `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
}
