export { checkNeeds, checkOwner } from './check-needs.ts';
export { NEEDS, Needs } from './needs.ts';
export { methodsReaching } from './sign-in-methods.ts';
