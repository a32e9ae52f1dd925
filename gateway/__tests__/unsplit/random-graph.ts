import {
  type AbstractType,
  type Field,
  type Graph,
  isKnownIn,
  isLeaf,
  KEYS,
  type Key,
  LEAVES,
  membersIn,
  type ObjectType,
  type Required,
} from './graph.ts';
import type { Random } from './random.ts';

const LEAF_WRAPPINGS = ['T', 'T!', '[T]', '[T!]!'];
const LINK_WRAPPINGS = ['T', '[T]', '[T!]', '[[T]]', '[T!]!'];

/** Invents a graph and divides it, so that by Federation's rules it composes. */
export function randomGraph(random: Random): Graph {
  const subgraphs = ['a', 'b', 'c', 'd', 'e'].slice(0, random.between(2, 5));
  const graph: Graph = {
    seed: random.below(1_000_000),
    subgraphs,
    objects: new Map(),
    abstracts: new Map(),
    roots: [],
    mutations: [],
    externals: new Set(),
  };
  const maker = new GraphMaker(graph, random);
  maker.make();
  return graph;
}

class GraphMaker {
  readonly #graph: Graph;
  readonly #random: Random;
  #names = 0;

  constructor(graph: Graph, random: Random) {
    this.#graph = graph;
    this.#random = random;
  }

  make(): void {
    const random = this.#random;
    for (let i = random.between(0, 2); i > 0; i--) this.#addValue(`Value${i}`);
    for (let i = random.between(1, 3); i > 0; i--) this.#addEntity(`Thing${i}`, this.#graph.subgraphs);
    if (random.chance(60)) this.#addInterface();
    if (random.chance(60)) this.#addUnion();
    if (random.chance(40)) this.#addKeyedInterface();
    for (const type of this.#entities()) this.#addLinks(type);
    for (const type of this.#values()) this.#addValueLink(type);
    for (const subgraph of this.#graph.subgraphs) this.#addRoots(subgraph);
    for (const subgraph of this.#graph.subgraphs)
      if (random.chance(30)) this.#graph.mutations.push(this.#link(subgraph));
    for (const type of this.#entities()) this.#addRequires(type);
    for (const type of this.#keyed()) this.#addInterfaceRequires(type);
    for (const type of this.#entities()) this.#addProvides(type);
  }

  #entities = () => [...this.#graph.objects.values()].filter(({ isEntity }) => isEntity);
  #values = () => [...this.#graph.objects.values()].filter(({ isEntity }) => !isEntity);
  #keyed = () => [...this.#graph.abstracts.values()].filter(({ keyedIn }) => keyedIn);
  #name = () => `f${++this.#names}`;

  #addValue(name: string): void {
    const fields = Array.from({ length: this.#random.between(1, 3) }, () => this.#leaf([]));
    this.#graph.objects.set(name, {
      name,
      isEntity: false,
      interfaces: [],
      fields,
      homes: new Map(),
      stubs: new Set(),
    });
  }

  /** The first home declares every key and so leads to all others. */
  #addEntity(name: string, possible: readonly string[], withId = false): ObjectType {
    const random = this.#random;
    const homes = random.some(random.chance(50) ? possible : possible.toReversed(), Math.min(2, possible.length));
    const keys = (Object.keys(KEYS) as Key[]).filter((key) => key === 'id' || random.chance(35));
    const declared = homes.map((home, i) => {
      const some = i === 0 ? keys : random.some(keys, 1);
      return [home, withId && !some.includes('id') ? ['id' as const, ...some] : some] as const;
    });
    const type: ObjectType = {
      name,
      isEntity: true,
      interfaces: [],
      fields: [],
      homes: new Map(declared),
      stubs: new Set(),
    };
    for (let i = random.between(1, 4); i > 0; i--)
      type.fields.push(this.#placed({ ...this.#leaf([]), isHidden: random.chance(8) }, homes));
    this.#graph.objects.set(name, type);
    return type;
  }

  #leaf(homes: readonly string[]): Field {
    const random = this.#random;
    return {
      name: this.#name(),
      type: random.pick(LEAVES),
      wrapping: random.pick(LEAF_WRAPPINGS),
      hasTimes: random.chance(30),
      homes,
    };
  }

  /** Gives a field its place: one home, several that share it, or one that took it over. */
  #placed(field: Field, homes: readonly string[]): Field {
    const random = this.#random;
    const home = random.pick(homes);
    const others = homes.filter((other) => other !== home);
    if (others.length > 0 && random.chance(20)) return { ...field, homes: [home, ...random.some(others, 1)] };
    if (others.length > 0 && random.chance(15)) {
      const label = random.chance(40) ? 'percent(50)' : undefined;
      return { ...field, homes: [home], overridden: { from: random.pick(others), label } };
    }
    return { ...field, homes: [home] };
  }

  #addInterface(): void {
    const members = this.#random.some(this.#entities(), 1);
    const common = { ...this.#leaf([]), hasTimes: false };
    const fields = [common];
    for (const member of members) {
      for (const [home, keys] of member.homes) if (!keys.includes('id')) member.homes.set(home, ['id', ...keys]);
      member.fields.push(this.#placed({ ...common }, [...member.homes.keys()]));
      member.interfaces.push('Face');
    }
    this.#graph.abstracts.set('Face', {
      name: 'Face',
      members: members.map(({ name }) => name),
      homes: new Set(),
      fields,
      isUnion: false,
      objectIn: new Set(),
    });
  }

  #addUnion(): void {
    const members = this.#random.some([...this.#graph.objects.values()], 1).map(({ name }) => name);
    this.#graph.abstracts.set('Any', {
      name: 'Any',
      members,
      homes: new Set(),
      fields: [],
      isUnion: true,
      objectIn: new Set(),
    });
  }

  /** An interface with a key: one subgraph knows all its members, another adds fields to them as an interface object. */
  #addKeyedInterface(): void {
    const random = this.#random;
    const { subgraphs } = this.#graph;
    const keyedIn = random.pick(subgraphs);
    const objectIn = random.some(
      subgraphs.filter((name) => name !== keyedIn),
      1,
    );
    const possible = subgraphs.filter((name) => !objectIn.includes(name));
    const common: Field = { ...this.#leaf([keyedIn]), hasTimes: false };
    const added = objectIn.map((home): Field => ({ ...this.#leaf([home]), via: 'Kind' }));
    const members = Array.from({ length: random.between(1, 2) }, (_, i) => {
      const type = this.#addEntity(`Kind${i + 1}`, [keyedIn, ...possible.filter((name) => name !== keyedIn)], true);
      if (!type.homes.has(keyedIn)) type.homes.set(keyedIn, ['id']);
      const all = [...new Set([...type.homes.values()].flat())];
      type.homes.set(keyedIn, all);
      type.interfaces.push('Kind');
      type.fields.push(common, ...added);
      return type.name;
    });
    const fields = [common, ...added];
    this.#graph.abstracts.set('Kind', {
      name: 'Kind',
      members,
      homes: new Set([keyedIn, ...objectIn]),
      fields,
      isUnion: false,
      keyedIn,
      objectIn: new Set(objectIn),
    });
  }

  #addLinks(type: ObjectType): void {
    const homes = [...type.homes.keys()];
    for (let i = this.#random.between(1, 3); i > 0; i--) type.fields.push(this.#link(this.#random.pick(homes), type));
  }

  /** A link into the graph: to an entity, a value, an interface or a union. */
  #link(home: string, from?: ObjectType): Field {
    const random = this.#random;
    const target = random.pick(
      [...this.#graph.objects.keys(), ...this.#graph.abstracts.keys()].filter((name) => this.#mayKnow(home, name)),
    );
    this.#makeKnown(home, target);
    const field = {
      name: this.#name(),
      type: target,
      wrapping: random.pick(LINK_WRAPPINGS),
      homes: [home],
      hasTimes: random.chance(15),
    };
    const others = [...(from?.homes.keys() ?? [])].filter((other) => other !== home && this.#mayKnow(other, target));
    if (others.length === 0 || !this.#graph.objects.has(target) || !random.chance(15)) return field;
    const shared = random.pick(others);
    this.#makeKnown(shared, target);
    return { ...field, homes: [home, shared] };
  }

  /** Who sees a keyed interface as an object must not know its members. */
  #mayKnow(subgraph: string, name: string): boolean {
    const { objects, abstracts } = this.#graph;
    const abstract = abstracts.get(name);
    if (abstract?.keyedIn) return abstract.homes.has(subgraph);
    if (abstract) return abstract.members.some((member) => this.#mayKnow(subgraph, member));
    const type = objects.get(name) as ObjectType;
    if (type.fields.some((field) => !type.isEntity && !isLeaf(field.type) && !this.#mayKnow(subgraph, field.type)))
      return false;
    return !type.interfaces.some((face) => abstracts.get(face)?.objectIn.has(subgraph));
  }

  #makeKnown(subgraph: string, name: string): void {
    const { objects, abstracts } = this.#graph;
    const abstract = abstracts.get(name);
    const type = objects.get(name);
    if (abstract) {
      abstract.homes.add(subgraph);
      if (membersIn(this.#graph, abstract, subgraph).length > 0) return;
      this.#makeKnown(
        subgraph,
        this.#random.pick(abstract.members.filter((member) => this.#mayKnow(subgraph, member))),
      );
    } else if (type && !isKnownIn(type, subgraph)) {
      if (type.isEntity) type.stubs.add(subgraph);
      else {
        type.homes.set(subgraph, []);
        for (const field of type.fields) if (!isLeaf(field.type)) this.#makeKnown(subgraph, field.type);
      }
    }
  }

  /** A value points to an entity: whoever has the value can tell which. */
  #addValueLink(type: ObjectType): void {
    if (!this.#random.chance(50)) return;
    const homes = [...type.homes.keys()];
    const targets = this.#entities().filter(({ name }) => homes.every((home) => this.#mayKnow(home, name)));
    if (targets.length === 0) return;
    const target = this.#random.pick(targets).name;
    for (const home of homes) this.#makeKnown(home, target);
    type.fields.push({ name: this.#name(), type: target, wrapping: this.#random.pick(['T', '[T!]']), homes: [] });
  }

  #addRoots(subgraph: string): void {
    const random = this.#random;
    for (let i = random.between(subgraph === 'a' ? 1 : 0, 2); i > 0; i--) {
      const root = this.#link(subgraph);
      const other = random.pick(this.#graph.subgraphs.filter((name) => name !== subgraph));
      if (this.#graph.objects.has(root.type) && this.#mayKnow(other, root.type) && random.chance(20)) {
        this.#makeKnown(other, root.type);
        this.#graph.roots.push({ ...root, homes: [subgraph, other] });
      } else this.#graph.roots.push(root);
    }
  }

  /** Fields computed from what other subgraphs know, chains of them included. */
  #addRequires(type: ObjectType): void {
    for (const home of type.homes.keys()) {
      if (!this.#random.chance(45)) continue;
      const foreign = type.fields.filter(
        (field) =>
          !field.homes.includes(home) && !field.overridden?.label && field.overridden?.from !== home && !field.via,
      );
      const requires = this.#random
        .some(foreign, 1)
        .map((field) => this.#required(home, type.name, field))
        .filter((one) => one !== undefined);
      if (requires.length > 0)
        type.fields.push({ name: this.#name(), type: 'String', wrapping: 'T', homes: [home], requires });
    }
  }

  #required(home: string, owner: string, field: Field): Required | undefined {
    const times = field.hasTimes && this.#random.chance(60) ? { times: this.#random.between(1, 5) } : {};
    const below = isLeaf(field.type) ? undefined : this.#requiredBelow(home, field);
    if (!isLeaf(field.type) && !below) return undefined;
    this.#graph.externals.add(`${home}:${owner}.${field.name}`);
    return { field: field.name, ...times, ...(below && { below }) };
  }

  #requiredBelow(home: string, { type: target, homes }: Field): Map<string, Required[]> | undefined {
    const { objects, abstracts } = this.#graph;
    if (!this.#mayKnow(home, target) || abstracts.get(target)?.keyedIn) return undefined;
    const abstract = abstracts.get(target);
    if (!abstract) {
      const set = this.#requiredOf(home, objects.get(target) as ObjectType);
      return set && new Map([['', set]]);
    }
    const sets = membersIn(this.#graph, abstract, homes[0] as string)
      .filter((member) => this.#mayKnow(home, member))
      .map((member) => [member, this.#requiredOf(home, objects.get(member) as ObjectType)] as const)
      .filter((entry): entry is [string, Required[]] => entry[1] !== undefined);
    if (sets.length === 0) return undefined;
    abstract.homes.add(home);
    return new Map(sets);
  }

  /** One leaf of an object: of a value any, of an entity one that the asking subgraph does not know itself. */
  #requiredOf(home: string, type: ObjectType): Required[] | undefined {
    const leaves = type.fields.filter(
      (field) =>
        isLeaf(field.type) &&
        !field.requires &&
        !field.via &&
        !field.overridden?.label &&
        field.overridden?.from !== home &&
        (!type.isEntity || !field.homes.includes(home)),
    );
    if (leaves.length === 0) return undefined;
    const field = this.#random.pick(leaves);
    this.#makeKnown(home, type.name);
    if (type.isEntity) this.#graph.externals.add(`${home}:${type.name}.${field.name}`);
    return [{ field: field.name }];
  }

  #addInterfaceRequires(type: AbstractType): void {
    for (const home of type.objectIn) {
      if (!this.#random.chance(50)) continue;
      // What the members have themselves, or what another subgraph adds to all of them.
      const others = (type.fields as Field[]).filter(({ via, homes }) => !via || homes[0] !== home);
      const common = this.#random.pick(others);
      this.#graph.externals.add(`${home}:${type.name}.${common.name}`);
      const field: Field = {
        name: this.#name(),
        type: 'String',
        wrapping: 'T',
        homes: [home],
        requires: [{ field: common.name }],
        via: type.name,
      };
      type.fields.push(field);
      for (const member of type.members) this.#graph.objects.get(member)?.fields.push(field);
    }
  }

  #addProvides(type: ObjectType): void {
    type.fields.forEach((field, i) => {
      const target = this.#graph.objects.get(field.type);
      const home = field.homes[0];
      if (!target?.isEntity || field.homes.length > 1 || !home || field.via || !this.#random.chance(40)) return;
      const foreign = target.fields.filter(
        (other) =>
          isLeaf(other.type) &&
          !other.hasTimes &&
          !other.requires &&
          !other.via &&
          !other.homes.includes(home) &&
          other.overridden?.from !== home,
      );
      const provides = this.#random.some(foreign).map(({ name }) => name);
      if (provides.length === 0) return;
      for (const name of provides) this.#share(target, name, home);
      type.fields[i] = { ...type.fields[i], ...field, provides };
    });
  }

  /** What another subgraph gives along must be allowed to come from several. */
  #share(type: ObjectType, name: string, home: string): void {
    this.#graph.externals.add(`${home}:${type.name}.${name}`);
    const at = type.fields.findIndex((field) => field.name === name);
    type.fields[at] = { ...(type.fields[at] as Field), isProvided: true };
  }
}
