import { v7 as uuidv7 } from 'uuid';
import type { Work } from '../../../platform/database/index.ts';
import { ForbiddenError, invariant, TrustLevelRequiredError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import { methodsReaching } from '../../../platform/rights/index.ts';
import { effectiveLevel, type Principal, reachesLevel } from '../../../platform/visa/index.ts';
import type { Context } from '../context.ts';
import { toCaseFacts } from '../domain/case-facts.ts';
import { CaseEventType, CaseState } from '../domain/case-state.ts';
import { FormInvalidError } from '../domain/errors.ts';
import { toReference } from '../domain/reference.ts';
import { checkLimits } from '../modules/catalogue/domain/json-limits.ts';
import type { Service } from '../modules/catalogue/domain/service.ts';

export interface SubmitCase {
  readonly service: string;
  readonly data: unknown;
  readonly idempotencyKey: string;
}

/**
 * Submits an application (Antrag stellen): checks service, sign-in and form, then opens the case.
 *
 * @returns the id of the case: of the first one, when the key was used before
 * @throws UnknownServiceError, TrustLevelRequiredError, FormInvalidError, IdempotencyConflictError
 */
export async function submitCase({ service, data, idempotencyKey }: SubmitCase, context: Context): Promise<string> {
  // Before anything walks through the data: the key is claimed with a hash of it.
  refuse(checkLimits(data));
  const { principal } = context;
  return context.unitOfWork(async (work) => {
    // For whom she applies is part of it: the same key for another party would be another application.
    const body = { service, data, applicant: principal.parties[0] };
    const call = { principal, mutation: 'submitCase', key: idempotencyKey, body, resultId: uuidv7() };
    const claim = await claimKey(work, call);
    if (claim.first) await openCase(work, claim.id, { ...checked(service, data, context), data }, context);
    return claim.id;
  });
}

interface Application {
  readonly service: Service;
  readonly applicant: string;
  readonly data: unknown;
}

function checked(key: string, data: unknown, { principal, services }: Context): Omit<Application, 'data'> {
  const [applicant] = principal.parties;
  if (!applicant) throw new ForbiddenError();
  const service = services.catalogue.service(key);
  checkLevel(service, principal);
  refuse(services.catalogue.validateForm(service, data));
  return { service, applicant };
}

function checkLevel({ trustLevel }: Service, principal: Principal): void {
  if (reachesLevel(effectiveLevel(principal), trustLevel)) return;
  throw new TrustLevelRequiredError({ required: trustLevel, methods: methodsReaching(trustLevel) });
}

function refuse(problems: ReturnType<typeof checkLimits>): void {
  if (problems.length > 0) throw new FormInvalidError(problems);
}

async function openCase(work: Work, id: string, application: Application, { services }: Context): Promise<void> {
  const { service, applicant, data } = application;
  const now = services.clock();
  const reference = await nextReference(work, now);
  const office = services.catalogue.office(service.office);
  invariant(office, 'a service names an office of the catalogue');
  await work.sql`
    insert into case_file (id, reference, service, service_version, service_name, office, applicant, ars, state, data,
      submitted_at, updated_at)
    values (${id}, ${reference}, ${service.key}, ${service.version}, ${service.name}, ${office.number}, ${applicant},
      ${office.ars}, ${CaseState.SUBMITTED}, ${data}, ${now}, ${now})`;
  const fee = services.catalogue.feeFor(service, data);
  const told = { reference, serviceKey: service.key, serviceName: service.name, office: office.number, noteId: null };
  work.publish(() => ({
    subject: id,
    version: 1,
    kind: CaseEventType.CASE_SUBMITTED,
    state: CaseState.SUBMITTED,
    parties: [applicant],
    office: office.number,
    data: toCaseFacts(told, fee ? [fee] : []),
  }));
}

async function nextReference(work: Work, now: Date): Promise<string> {
  const [row] = await work.sql<{ number: string }>`select nextval('case_reference') as number`;
  return toReference(Number(row?.number), now);
}
