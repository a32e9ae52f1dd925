import { PREFILL_SOURCES } from '../prefill-sources.ts';
import { type Check, doublesOf, type Finding, found } from './check.ts';

/** The category stands in categories.yaml. */
export const checkCategory: Check = ({ service, categories }) =>
  categories.has(service.category)
    ? []
    : found('category-known', '/category', [`there is no category ${service.category} in categories.yaml`]);

/** The offices stand in offices.yaml; a case is not handed over to the office that has it already. */
export const checkOffices: Check = ({ service, offices }) => {
  const known = (path: string, number: number | undefined): Finding[] =>
    number === undefined || offices.has(number)
      ? []
      : found('office-known', path, [`there is no office ${number} in offices.yaml`]);
  const circle = service.decidedBy === service.office ? ['decidedBy names the receiving office itself'] : [];
  return [
    ...known('/office', service.office),
    ...known('/decidedBy', service.decidedBy),
    ...found('office-known', '/decidedBy', circle),
  ];
};

/** Blocks stand in blocks.yaml, and each brings a property that nothing else uses. */
export const checkBlocks: Check = ({ rawSteps, blocks, ownProperties }) => {
  const used = rawSteps.filter(({ block }) => block !== undefined);
  const unknown = used.filter(({ block }) => !blocks.has(block ?? '')).map(({ block }) => block);
  const properties = used.map((step) => step.as ?? blocks.get(step.block ?? '')?.property ?? '');
  const clashes = doublesOf([...ownProperties, ...properties.filter((name) => name !== '')]);
  const nested = properties.filter((name) => /[.[]/.test(name));
  return [
    ...found(
      'block-known',
      '/form/steps',
      unknown.map((key) => `there is no block ${key} in blocks.yaml`),
    ),
    ...found(
      'block-fits',
      '/form/steps',
      clashes.map((name) => `${name} is used twice: give the block another name with "as"`),
    ),
    ...found(
      'block-fits',
      '/form/steps',
      nested.map((name) => `${name}: a block sits at the top of the form`),
    ),
  ];
};

/** A prefill source the account really has. */
export const checkPrefill: Check = ({ service }) =>
  service.form.steps.flatMap((step, index) =>
    found(
      'prefill-known',
      `/form/steps/${index}`,
      step.fields
        .filter(({ prefill }) => prefill !== undefined && !PREFILL_SOURCES.has(prefill))
        .map(({ field, prefill }) => `${field}: there is no prefill source ${prefill}`),
    ),
  );
