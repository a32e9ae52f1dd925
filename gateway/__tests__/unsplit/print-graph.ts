import {
  type AbstractType,
  answers,
  type Field,
  type Graph,
  isKnownIn,
  KEYS,
  type Key,
  membersIn,
  type ObjectType,
  type Required,
} from './graph.ts';

const SHARED = 'enum Color { RED GREEN BLUE }';

const head = ({ name, type, wrapping, hasTimes }: Pick<Field, 'name' | 'type' | 'wrapping' | 'hasTimes'>): string =>
  `${name}${hasTimes ? '(times: Int! = 2)' : ''}: ${wrapping.replace('T', type)}`;

const block = (opening: string, lines: readonly string[]): string => `${opening} {\n  ${lines.join('\n  ')}\n}`;

const implementing = (faces: readonly string[]): string => (faces.length > 0 ? ` implements ${faces.join(' & ')}` : '');

/** The whole graph as one schema. */
export function printWhole(graph: Graph): string {
  const objects = [...graph.objects.values()].map((type) =>
    block(`type ${type.name}${implementing(facesOf(graph, type))}`, [
      ...keyFields([...type.homes.values()].flat()),
      ...visible(type.fields).map(head),
    ]),
  );
  const abstracts = [...graph.abstracts.values()]
    .filter(({ homes }) => homes.size > 0)
    .map((type) =>
      type.isUnion
        ? `union ${type.name} = ${knownMembers(graph, type).join(' | ')}`
        : block(`interface ${type.name}`, ['id: ID!', ...allInterfaceFields(graph, type).map(head)]),
    );
  const room = 'type Room { hall: String!  floor: Int! }';
  const mutation = graph.mutations.length > 0 ? [block('type Mutation', graph.mutations.map(head))] : [];
  return [SHARED, room, block('type Query', graph.roots.map(head)), ...mutation, ...objects, ...abstracts].join('\n');
}

const visible = (fields: readonly Field[]): Field[] => fields.filter(({ isHidden }) => !isHidden);

/** What the parts together say: a type is a member where some subgraph knows both. */
const knownMembers = (graph: Graph, type: AbstractType): string[] =>
  type.members.filter((member) => [...type.homes].some((home) => membersIn(graph, type, home).includes(member)));

const facesOf = (graph: Graph, { name, interfaces }: ObjectType): string[] =>
  interfaces.filter((face) => knownMembers(graph, graph.abstracts.get(face) as AbstractType).includes(name));

const keyFields = (keys: readonly string[]): string[] => [...new Set(keys)].map((key) => KEYS[key as Key]);

/** One subgraph's part of it. */
export function printSubgraph(graph: Graph, subgraph: string): string {
  const rootsOf = (fields: readonly Field[]) => fields.filter(({ homes }) => homes.includes(subgraph)).map(ownField);
  const [roots, mutations] = [rootsOf(graph.roots), rootsOf(graph.mutations)];
  const objects = [...graph.objects.values()].filter((type) => isKnownIn(type, subgraph));
  const abstracts = [...graph.abstracts.values()].filter(({ homes }) => homes.has(subgraph));
  const parts = [
    ...(roots.length > 0 ? [block('type Query', roots)] : []),
    ...(mutations.length > 0 ? [block('type Mutation', mutations)] : []),
    ...objects.map((type) => printObject(graph, type, subgraph)),
    ...abstracts.map((type) => printAbstract(graph, type, subgraph)),
  ].join('\n');
  const room = parts.includes('Room!') ? 'type Room @shareable { hall: String!  floor: Int! }\n' : '';
  return parts.includes('Color') ? `${room}${SHARED}\n${parts}` : `${room}${parts}`;
}

function printObject(graph: Graph, type: ObjectType, subgraph: string): string {
  const faces = type.interfaces.filter((face) => graph.abstracts.get(face)?.homes.has(subgraph));
  if (!type.isEntity) return block(`type ${type.name} @shareable`, type.fields.map(head));
  const keys = type.homes.get(subgraph);
  const declared = (keys ?? ['id'])
    .map((key) => ` @key(fields: "${key}"${keys ? '' : ', resolvable: false'})`)
    .join('');
  const fields = type.fields
    .filter((field) => !field.via)
    .flatMap((field) => objectField(graph, type.name, field, subgraph));
  return block(`type ${type.name}${implementing(faces)}${declared}`, [...keyFields(keys ?? ['id']), ...fields]);
}

function objectField(graph: Graph, owner: string, field: Field, subgraph: string): string[] {
  if (field.homes.includes(subgraph)) return [ownField(field)];
  if (field.overridden?.from === subgraph) return [head(field)];
  return graph.externals.has(`${subgraph}:${owner}.${field.name}`) ? [`${head(field)} @external`] : [];
}

function ownField(field: Field): string {
  const { homes, overridden, requires, provides, isProvided, isHidden } = field;
  return [
    head(field),
    homes.length > 1 || isProvided ? ' @shareable' : '',
    overridden
      ? ` @override(from: "${overridden.from}"${overridden.label ? `, label: "${overridden.label}"` : ''})`
      : '',
    isHidden ? ' @inaccessible' : '',
    requires ? ` @requires(fields: "${printSet(requires)}")` : '',
    provides ? ` @provides(fields: "${provides.join(' ')}")` : '',
  ].join('');
}

function printSet(set: readonly Required[]): string {
  return set
    .map(({ field, times, below }) => {
      const inner =
        below && [...below].map(([on, fields]) => (on ? `... on ${on} { ${printSet(fields)} }` : printSet(fields)));
      return `${field}${times === undefined ? '' : `(times: ${times})`}${inner ? ` { ${inner.join(' ')} }` : ''}`;
    })
    .join(' ');
}

function printAbstract(graph: Graph, type: AbstractType, subgraph: string): string {
  if (type.isUnion) return `union ${type.name} = ${membersIn(graph, type, subgraph).join(' | ')}`;
  if (type.objectIn.has(subgraph)) {
    const fields = (type.fields as Field[]).flatMap((field) => objectField(graph, type.name, field, subgraph));
    return block(`type ${type.name} @key(fields: "id") @interfaceObject`, ['id: ID!', ...fields]);
  }
  const fields = interfaceFields(graph, type, subgraph).map(head);
  return block(`interface ${type.name}${type.keyedIn ? ' @key(fields: "id")' : ''}`, ['id: ID!', ...fields]);
}

/** The fields of an interface in one subgraph: those that it can answer for every member it knows. */
function interfaceFields(graph: Graph, type: AbstractType, subgraph: string): AbstractType['fields'] {
  const members = membersIn(graph, type, subgraph).map((name) => graph.objects.get(name) as ObjectType);
  return type.fields.filter(({ name }) =>
    members.every((member) =>
      member.fields.some((field) => field.name === name && !field.via && answers(field, subgraph)),
    ),
  );
}

function allInterfaceFields(graph: Graph, type: AbstractType): AbstractType['fields'] {
  const seen = [...type.homes].flatMap((home) => (type.objectIn.has(home) ? [] : interfaceFields(graph, type, home)));
  return type.fields.filter((field) => (field as Field).via || seen.includes(field));
}
