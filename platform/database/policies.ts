/** How rows of a table are shown to each role. A column name, `all`, or nothing at all. */
export interface RowRules {
  /** Column of the party (citizen or organisation) whose row it is; a SQL condition in parentheses for anything else. */
  party?: string;
  /** Column of the office in charge. */
  office?: string;
  /** Column of the signed-in person herself (citizen, staff or partner's citizen): her own settings, keys, notes. */
  self?: string;
  /** `all`: everybody may read (stops, catalogue). A SQL condition in parentheses narrows it. */
  public?: 'all' | string;
  /** What citizens, staff and partners may do beside reading. Default: nothing. */
  citizenMay?: readonly Command[];
  staffMay?: readonly Command[];
  partnerMay?: readonly Command[];
  /** What the hub itself may do beside reading. Default: insert, update, delete. */
  systemMay?: readonly Command[];
}

export type Command = 'insert' | 'update' | 'delete';

const ROLES = ['v_citizen', 'v_staff', 'v_partner', 'v_system', 'v_public'] as const;
type Role = (typeof ROLES)[number];

/**
 * Row level security (zeilenweiser Zugriffsschutz) for one table: enabled and forced, one policy per role.
 *
 * A policy never joins: it compares a column with the viewer's facts, which `(select ...)` makes a constant of the query.
 * One policy with `or` over a million rows took 727 ms, one per role 0.04 ms.
 */
export function rowRules(table: string, rules: RowRules): string[] {
  return [
    `alter table "${table}" enable row level security`,
    `alter table "${table}" force row level security`,
    ...ROLES.flatMap((role) => roleRules(table, role, rules)),
  ];
}

function roleRules(table: string, role: Role, rules: RowRules): string[] {
  const condition = conditionFor(role, rules);
  if (!condition) return [];
  // The hub itself refreshes the planner's statistics after an import; without `maintain` PostgreSQL only shrugs.
  const upkeep = role === 'v_system' ? ['maintain'] : [];
  const commands = ['select', ...mayOf(role, rules), ...upkeep].join(', ');
  return [
    `grant ${commands} on "${table}" to ${role}`,
    `create policy ${role} on "${table}" for all to ${role} using (${condition}) with check (${condition})`,
  ];
}

function conditionFor(role: Role, { party, office, self, public: open }: RowRules): string | undefined {
  if (role === 'v_system' || open === 'all') return 'true';
  if (self && role !== 'v_public') return `"${self}" = (select viewer_self())::uuid`;
  const own = role === 'v_citizen' || role === 'v_partner' ? partyCondition(party) : undefined;
  const ours = role === 'v_staff' ? officeCondition(office) : undefined;
  return own ?? ours ?? open;
}

const partyCondition = (party?: string) =>
  party && (party.startsWith('(') ? party : `"${party}" = any((select viewer_parties())::uuid[])`);

const officeCondition = (office?: string) =>
  office && (office.startsWith('(') ? office : `"${office}" = any((select viewer_offices())::int[])`);

function mayOf(role: Role, rules: RowRules): readonly Command[] {
  if (role === 'v_citizen') return rules.citizenMay ?? [];
  if (role === 'v_staff') return rules.staffMay ?? [];
  if (role === 'v_partner') return rules.partnerMay ?? [];
  return role === 'v_system' ? (rules.systemMay ?? ['insert', 'update', 'delete']) : [];
}

/** The functions every policy reads; without a viewer they are empty, so that forgetting shows nothing. */
export const VIEWER_FUNCTIONS = [
  `create function viewer_self() returns text stable parallel safe language sql
     as $$ select nullif(current_setting('stadttor.self', true), '') $$`,
  `create function viewer_parties() returns text stable parallel safe language sql
     as $$ select coalesce(nullif(current_setting('stadttor.parties', true), ''), '{}') $$`,
  `create function viewer_offices() returns text stable parallel safe language sql
     as $$ select coalesce(nullif(current_setting('stadttor.offices', true), ''), '{}') $$`,
];
