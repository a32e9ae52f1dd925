import { addsUp, toCents } from './amount.ts';
import { ID_PATTERN, type PaymentRequest } from './payment-request.ts';
import { PaymentProblem } from './problem.ts';
import { boolean, dateTime, findProblems, isObject, number, type ObjectRules, oneOf, text, webUrl } from './rules.ts';

const ID = text(36, /^[\w-]+$/, 1);
const DESCRIPTION_PATTERN = /^[\w\s,.\u00C0-\u017F-]+$/;
const MAX_AMOUNT = 999_999;

const REQUEST: ObjectRules = {
  required: {
    requestId: ID,
    requestTimestamp: dateTime,
    currency: oneOf('EUR'),
    grosAmount: (value) =>
      number(0.01, MAX_AMOUNT)(value) ?? (toCents(value as number) === undefined ? 'must be whole cents' : undefined),
    purpose: text(27, /^[\w\s-]+$/, 1),
    redirectUrl: webUrl,
    items: (value) =>
      Array.isArray(value) && value.length >= 1 && value.length <= 99 ? undefined : 'must be a list of 1 to 99 items',
  },
  optional: { description: text(250, DESCRIPTION_PATTERN) },
};

const ITEM: ObjectRules = {
  required: {
    id: ID,
    taxRate: number(0, 100),
    quantity: number(1, MAX_AMOUNT, true),
    totalNetAmount: number(0, MAX_AMOUNT),
    totalTaxAmount: number(0, MAX_AMOUNT),
    singleNetAmount: number(0, MAX_AMOUNT),
    singleTaxAmount: number(0, MAX_AMOUNT),
  },
  optional: { reference: text(36, /^[\w-]+$/), description: text(250, DESCRIPTION_PATTERN) },
};

const REQUESTOR: ObjectRules = {
  required: {},
  optional: {
    name: text(250),
    firstName: text(250),
    organizationName: text(250),
    gender: oneOf('M', 'F', 'D'),
    isOrganization: boolean,
  },
};

const ADDRESS: ObjectRules = {
  required: {},
  optional: {
    street: text(250),
    city: text(250),
    houseNumber: text(20, /^[\w-]+$/),
    addressLine: (value) =>
      Array.isArray(value) && value.length <= 9 && value.every((line) => text(250)(line) === undefined)
        ? undefined
        : 'must be up to 9 lines of at most 250 characters',
    postalCode: text(5, /^\d{5}$/),
    country: text(2, /^[A-Z]{2}$/),
  },
};

/** Checks a payment order against the tables of the standard, in its order: form, booking data, sum. Throws `PaymentProblem`. */
export function checkPaymentRequest(value: unknown, requiredBookingData: readonly string[] = []): PaymentRequest {
  const problems = findProblems(value, REQUEST);
  const body = isObject(value) ? value : {};
  const items = Array.isArray(body.items) ? body.items : [];
  problems.push(
    ...items.flatMap((item, index) => findProblems(item, ITEM, `items[${index}]`)),
    ...items.flatMap((item, index) => bookingDataProblems(item, `items[${index}].bookingData`)),
    ...requestorProblems(body.requestor),
  );
  if (problems.length > 0) throw new PaymentProblem('VALIDATION_ERROR', problems.slice(0, 20).join('; '));
  const request = value as PaymentRequest;
  checkBookingData(request, requiredBookingData);
  checkSum(request);
  return request;
}

function bookingDataProblems(item: unknown, path: string): string[] {
  if (!isObject(item) || item.bookingData === undefined) return [];
  if (!isObject(item.bookingData)) return [`${path}: must be an object`];
  const rule = text(250, DESCRIPTION_PATTERN);
  return Object.values(item.bookingData).flatMap((value) => {
    const problem = rule(value);
    return problem ? [`${path}: ${problem}`] : [];
  });
}

function requestorProblems(requestor: unknown): string[] {
  if (requestor === undefined) return [];
  const address = isObject(requestor) ? requestor.address : undefined;
  return [
    ...findProblems(requestor, REQUESTOR, 'requestor'),
    ...(address === undefined ? [] : findProblems(address, ADDRESS, 'requestor.address')),
  ];
}

function checkBookingData({ items }: PaymentRequest, required: readonly string[]): void {
  const missing = required.filter((key) => items.some((item) => !item.bookingData?.[key]));
  if (missing.length > 0)
    throw new PaymentProblem('BOOKING_DATA_MISSING', `Each item needs the booking data: ${missing.join(', ')}`);
}

function checkSum({ grosAmount, items }: PaymentRequest): void {
  const parts = items.flatMap((item) => [item.totalNetAmount, item.totalTaxAmount]);
  if (!addsUp(grosAmount, parts))
    throw new PaymentProblem('CALCULATION_ERROR', 'grosAmount is not the sum of the net and tax amounts of the items.');
}

/** Checks the ids of a path. */
export function checkPathIds(...ids: readonly string[]): void {
  if (!ids.every((id) => ID_PATTERN.test(id)))
    throw new PaymentProblem(
      'VALIDATION_ERROR',
      'originatorId and endPointId have 1 to 36 of letters, digits, _ and -.',
    );
}
