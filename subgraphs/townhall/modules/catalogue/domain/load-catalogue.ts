import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Catalogue } from './catalogue.ts';
import { doublesOf, type Subject } from './checks/check.ts';
import { tooLongIn } from './checks/easy-language.ts';
import { CHECKS } from './checks/order.ts';
import { CatalogueInvalidError } from './errors.ts';
import { type Block, expandForm, type RawForm } from './expand-form.ts';
import { compileForm } from './form-compiler.ts';
import type { Category, Office } from './office.ts';
import type { CatalogueProblem, CatalogueRule } from './problem.ts';
import { type HouseFile, listServiceFiles, readYaml } from './read-yaml.ts';
import type { Service } from './service.ts';
import { checkShape, type ShapeName } from './shape.ts';

/** Result of reading a catalogue folder: the service files seen, all problems, and the catalogue when there are none. */
export interface CatalogueReport {
  /** Names of the service files, sorted. */
  readonly files: readonly string[];
  readonly problems: readonly CatalogueProblem[];
  readonly catalogue: Catalogue | null;
}

/** Loads the service catalogue (Leistungskatalog) of a folder. @throws CatalogueInvalidError with every problem at once */
export function loadCatalogue(folder: string): Catalogue {
  const { catalogue, problems } = checkCatalogue(folder);
  if (!catalogue) throw new CatalogueInvalidError(problems);
  return catalogue;
}

/** Reads and checks a folder without throwing; what `catalogue -- check` prints. */
export function checkCatalogue(folder: string): CatalogueReport {
  const problems: CatalogueProblem[] = [];
  const read = makeReader(folder, problems);
  const house = readHouse(read, problems);
  const files = listServiceFiles(folder);
  const services = files.flatMap((file) => readService(file, read(file, 'service'), house, problems));
  const catalogue = problems.length > 0 ? null : new Catalogue({ ...house, services, forms: compileAll(services) });
  return { files, problems: withoutEchoes(problems), catalogue };
}

/** A house file that cannot be read would be echoed by every service: "there is no such category". Only the cause counts. */
function withoutEchoes(problems: readonly CatalogueProblem[]): CatalogueProblem[] {
  const causes: Partial<Record<CatalogueRule, HouseFile>> = {
    'category-known': 'categories.yaml',
    'office-known': 'offices.yaml',
    'block-known': 'blocks.yaml',
  };
  const broken = new Set(problems.map(({ file }) => file));
  return problems.filter(({ rule }) => !broken.has(causes[rule] ?? ''));
}

type Reader = (file: string, shape: ShapeName) => unknown;

/** Reads a file and checks its written form; undefined when something is wrong, which is then noted. */
function makeReader(folder: string, problems: CatalogueProblem[]): Reader {
  return (file, shape) => {
    const { content, problems: broken } = readYaml(folder, file);
    const found = broken.length > 0 ? broken : checkShape(shape, file, content);
    problems.push(...found);
    return found.length > 0 ? undefined : content;
  };
}

interface House {
  readonly categories: readonly Category[];
  readonly offices: readonly Office[];
  readonly blocks: readonly Block[];
}

function readHouse(read: Reader, problems: CatalogueProblem[]): House {
  const list = <T>(file: HouseFile, shape: ShapeName, idOf: (item: T) => string): readonly T[] => {
    const items = (read(file, shape) ?? []) as readonly T[];
    const doubles = doublesOf(items.map(idOf)).map((id) => `${id} is given twice`);
    problems.push(...doubles.map((message) => ({ file, path: '', rule: 'unique' as const, message })));
    problems.push(...tooLongIn(items, '').map((finding) => ({ file, ...finding })));
    return items;
  };
  return {
    categories: list<Category>('categories.yaml', 'categories', ({ key }) => key),
    offices: list<Office>('offices.yaml', 'offices', ({ number }) => String(number)),
    blocks: list<Block>('blocks.yaml', 'blocks', ({ key }) => key),
  };
}

function readService(file: string, content: unknown, house: House, problems: CatalogueProblem[]): Service[] {
  if (content === undefined) return [];
  const subject = toSubject(file, content as RawService, house);
  problems.push(...CHECKS.flatMap((check) => check(subject)).map((finding) => ({ file, ...finding })));
  return [subject.service];
}

/** A service file as written: the form still names its blocks. */
type RawService = Omit<Service, 'form'> & { readonly form: RawForm };

function toSubject(file: string, raw: RawService, house: House): Subject {
  const blocks = new Map(house.blocks.map((block) => [block.key, block]));
  return {
    file,
    service: freeze({ ...raw, form: expandForm(raw.form, blocks) }),
    rawSteps: raw.form.steps,
    ownProperties: new Set(Object.keys(raw.form.schema?.properties ?? {})),
    categories: new Set(house.categories.map(({ key }) => key)),
    offices: new Set(house.offices.map(({ number }) => number)),
    blocks,
  };
}

const compileAll = (services: readonly Service[]): ReadonlyMap<string, ValidateFunction> =>
  new Map(services.map((service) => [service.key, compileForm(service.form.schema)]));

/** The catalogue is shared by all requests: nobody may change it by accident. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) freeze(child);
  return value;
}
