import { type Check, doublesOf, found } from './check.ts';

/** The key is the file name, so that nobody has to search and no key can be given twice. */
export const checkFileName: Check = ({ file, service }) =>
  file === `${service.key}.yaml`
    ? []
    : found('key-is-file-name', '/key', [`the key is ${service.key}, so the file must be ${service.key}.yaml`]);

/** Keys inside one service: steps, documents and the checklist are referred to by key. */
export const checkUniqueKeys: Check = ({ service }) => [
  ...found('unique', '/form/steps', doublesOf(service.form.steps.map(({ key }) => key)).map(twice)),
  ...found('unique', '/documents', doublesOf(service.documents.map(({ key }) => key)).map(twice)),
  ...found('unique', '/checklist', doublesOf(service.checklist.map(({ key }) => key)).map(twice)),
];

const twice = (key: string) => `the key ${key} is given twice`;
