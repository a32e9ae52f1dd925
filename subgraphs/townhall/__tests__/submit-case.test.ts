import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { citizen } from '../../../platform/testing/principals.ts';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import {
  BIRTH_CERTIFICATE,
  caseApp,
  clerkOf,
  codesOf,
  DOG_TAX,
  exampleOf,
  logOf,
  rowsOf,
  SUBMIT,
  startTown,
  submit,
  type Town,
} from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const dogTax = (idempotencyKey = 'one') => ({
  input: { service: DOG_TAX, data: exampleOf(DOG_TAX), idempotencyKey },
});
const countCases = async (applicant: string | null) => {
  const [row] = await rowsOf<{ count: string }>(
    town,
    `select count(*) from case_file where applicant = '${applicant}'`,
  );
  return Number(row?.count);
};

describe('submitting an application', () => {
  it('opens a case in state SUBMITTED with a reference of its own', async () => {
    const erika = citizen();
    const [one, two] = [await submit(town, erika), await submit(town, erika)];
    expect(one).toMatchObject({ version: 1, state: 'SUBMITTED', service: { key: DOG_TAX } });
    expect(one.reference).toMatch(/^20\d\d-\d{6,}$/);
    expect(two.reference).not.toBe(one.reference);
    expect(Math.abs(Date.now() - Date.parse(one.submittedAt))).toBeLessThan(10_000);
  });

  it('keeps the form as it was filled in, strange characters and all', async () => {
    const erika = citizen();
    const data = exampleOf(DOG_TAX);
    const dog = { ...(data.dog as object), name: `Bello \\u0000 "'; -- 😀\u202e` };
    const input = { service: DOG_TAX, data: { ...data, dog }, idempotencyKey: 'a' };
    await town.as(erika).query(SUBMIT, { input });
    const rows = await rowsOf(town, `select data from case_file where applicant = '${erika.citizenId}'`);
    expect(rows).toEqual([{ data: { ...data, dog } }]);
  });

  it('tells the log what others need: names, office and fee, and nothing of the form', async () => {
    const erika = citizen();
    const { id, reference } = await submit(town, erika, BIRTH_CERTIFICATE);
    const [event, ...more] = await logOf(town, id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      party: erika.citizenId,
      office: 34,
      subject: id,
      version: 1,
      kind: 'CASE_SUBMITTED',
      state: 'SUBMITTED',
    });
    expect(event?.data).toEqual({
      reference,
      service: BIRTH_CERTIFICATE,
      serviceName: { de: expect.any(String), en: expect.any(String), leicht: expect.any(String) },
      office: 34,
      fees: [
        {
          key: expect.any(String),
          cents: expect.any(Number),
          currency: 'EUR',
          purpose: expect.any(String),
          moment: expect.stringMatching(/^(BEFORE_REVIEW|AFTER_DECISION)$/),
          bookingData: expect.any(Object),
        },
      ],
    });
    expect(JSON.stringify(event)).not.toContain('Mustermann');
  });

  it('names no fee where there is none', async () => {
    const { id } = await submit(town, citizen());
    expect((await logOf(town, id))[0]?.data.fees).toEqual([]);
  });

  it('makes one case of twenty equal requests at once', async () => {
    const erika = citizen();
    const answers = await Promise.all(Array.from({ length: 20 }, () => town.as(erika).query(SUBMIT, dogTax())));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countCases(erika.citizenId)).toBe(1);
  });

  it('refuses a key that was used for another form, and opens nothing', async () => {
    const erika = citizen();
    await town.as(erika).query(SUBMIT, dogTax());
    const { input } = dogTax();
    const other = await town.as(erika).ask(SUBMIT, { input: { ...input, service: BIRTH_CERTIFICATE } });
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await countCases(erika.citizenId)).toBe(1);
  });

  it('takes the same key of another citizen as another application', async () => {
    const [erika, max] = [citizen(), citizen()];
    await town.as(erika).query(SUBMIT, dogTax('same'));
    await town.as(max).query(SUBMIT, dogTax('same'));
    expect([await countCases(erika.citizenId), await countCases(max.citizenId)]).toEqual([1, 1]);
  });

  it('refuses a key that was used for another party', async () => {
    const erika = citizen();
    await town.as(erika).query(SUBMIT, dogTax());
    const forAnother = { ...erika, parties: [citizen().citizenId] };
    expect(codesOf(await town.as(forAnother).ask(SUBMIT, dogTax()))).toEqual(['IDEMPOTENCY_CONFLICT']);
  });

  it('opens the case for whom she acts, not for herself', async () => {
    const grandmother = citizen().citizenId;
    const erika = citizen({ parties: [grandmother] });
    await submit(town, erika);
    expect([await countCases(grandmother), await countCases(erika.citizenId)]).toEqual([1, 0]);
  });
});

describe('an application that is refused', () => {
  it.each([
    ['UNKNOWN_SERVICE', { service: 'raketenstart' }],
    ['UNKNOWN_SERVICE', { service: '__proto__' }],
    ['FORM_INVALID', { data: {} }],
    ['FORM_INVALID', { data: 'text' }],
    ['FORM_INVALID', { data: [] }],
    ['FORM_INVALID', { data: JSON.parse('{"__proto__": {"dog": 1}}') }],
    ['BAD_USER_INPUT', { data: null }],
    ['BAD_USER_INPUT', { idempotencyKey: '' }],
    ['BAD_USER_INPUT', { idempotencyKey: 'x'.repeat(256) }],
    ['BAD_USER_INPUT', { idempotencyKey: 'schlüssel' }],
  ])('answers %s to %j and leaves nothing behind', async (code, change) => {
    const erika = citizen();
    const asked = await town.as(erika).ask(SUBMIT, { input: { ...dogTax().input, ...change } });
    expect(codesOf(asked)).toEqual([code]);
    expect(await countCases(erika.citizenId)).toBe(0);
  });

  it('names each field that misses its rule', async () => {
    const data = { ...exampleOf(DOG_TAX), dog: { name: '', breed: 7 } };
    const asked = await town.as(citizen()).ask(SUBMIT, { input: { ...dogTax().input, data } });
    expect(asked.errors?.[0]?.extensions.details).toMatchObject({
      problems: expect.arrayContaining([
        { path: '/dog/name', rule: 'minLength', message: expect.any(String) },
        { path: '/dog/breed', rule: 'type', message: expect.any(String) },
        { path: '/dog/sex', rule: 'required', message: expect.any(String) },
      ]),
    });
  });

  it('may be repaired and sent again with the same key', async () => {
    const erika = citizen();
    await town.as(erika).ask(SUBMIT, { input: { ...dogTax().input, data: {} } });
    await town.as(erika).query(SUBMIT, dogTax());
    expect(await countCases(erika.citizenId)).toBe(1);
  });

  it('names the trust level it needs and how to reach it', async () => {
    const weak = citizen({ authentication: 'BASIC' });
    const input = { service: BIRTH_CERTIFICATE, data: exampleOf(BIRTH_CERTIFICATE), idempotencyKey: 'a' };
    const asked = await town.as(weak).ask(SUBMIT, { input });
    expect(asked.errors?.[0]?.extensions).toMatchObject({
      code: 'TRUST_LEVEL_REQUIRED',
      details: { required: 'SUBSTANTIAL', methods: ['elster', 'eid'] },
    });
    expect(await countCases(weak.citizenId)).toBe(0);
  });

  const erikaId = citizen().citizenId;
  it.each([
    ['UNAUTHENTICATED', 'the public', PUBLIC_PRINCIPAL],
    ['FORBIDDEN', 'a session without the scope', citizen({ scopes: ['openid'] })],
    ['FORBIDDEN', 'a clerk for herself', clerkOf(20)],
    ['FORBIDDEN', 'an app without the scope', caseApp(erikaId, { scopes: ['home'] })],
    ['CONSENT_REQUIRED', 'an app without consent', caseApp(erikaId, { purposes: ['diary'] })],
  ])('answers %s to %s', async (code, _who, principal) => {
    expect(codesOf(await town.as(principal).ask(SUBMIT, dogTax()))).toEqual([code]);
    expect(await countCases(erikaId)).toBe(0);
  });

  it('is not refused for an app the citizen allowed to apply for her', async () => {
    const { citizenId } = citizen();
    await submit(town, caseApp(citizenId));
    expect(await countCases(citizenId)).toBe(1);
  });
});

describe('any form data at all', () => {
  it('is either a case or a FORM_INVALID with problems, never a bug', async () => {
    const form = exampleOf(DOG_TAX);
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 4, noUnicodeString: false }),
      fc.record({ applicant: fc.constant(form.applicant), exemption: fc.jsonValue(), dog: fc.jsonValue() }),
      fc.string({ unit: 'binary' }).map((name) => ({ ...form, dog: { ...(form.dog as object), name } })),
    );
    await fc.assert(
      fc.asyncProperty(
        anything.filter((data) => data !== null),
        async (data) => {
          const input = { service: DOG_TAX, data, idempotencyKey: 'fuzz' };
          const { data: answer, errors } = await town.as(citizen()).ask(SUBMIT, { input });
          const problems = (errors?.[0]?.extensions.details as { problems: unknown[] } | undefined)?.problems;
          expect(errors ? codesOf({ errors }) : ['OPENED']).toEqual([problems ? 'FORM_INVALID' : 'OPENED']);
          expect(errors ? problems?.length : (answer?.submitCase as object)).toBeTruthy();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is refused when it is nested too deep to be walked through', async () => {
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => ({ inner }), 1);
    const asked = await town.as(citizen()).ask(SUBMIT, { input: { ...dogTax().input, data: deep } });
    expect(codesOf(asked)).toEqual(['FORM_INVALID']);
  });
});
