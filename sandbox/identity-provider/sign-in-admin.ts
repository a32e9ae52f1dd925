import { checkFault } from '../faults/check-fault.ts';
import { ANSWER_FAULTS, ASSERTION_FAULTS, SIGN_IN_POINTS, type SignInFault } from '../faults/fault.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import { ALL_FORGERIES } from '../faults/forgeries.ts';
import type { Handler } from '../http/handler.ts';
import { RefusedRequestError, readJson } from '../http/incoming.ts';
import { sendJson } from '../http/outgoing.ts';

const RULES = { kinds: [...ANSWER_FAULTS, ...ASSERTION_FAULTS, ...ALL_FORGERIES], points: SIGN_IN_POINTS };

/** Admin route of the identity provider: GET lists the switches, POST adds one, DELETE switches all off. */
export function makeSignInAdmin(faults: FaultBook): Handler {
  return async (request, response, path) => {
    if (path !== '') throw new RefusedRequestError(404, 'There is nothing here.');
    if (request.method === 'GET') return sendJson(response, { faults: faults.list('sign-in') });
    if (request.method === 'DELETE') {
      faults.clear('sign-in');
      return sendJson(response, { faults: [] });
    }
    if (request.method !== 'POST') throw new RefusedRequestError(405, 'Only GET, POST and DELETE.');
    const fault = checkFault(await readJson(request), RULES) as unknown as SignInFault;
    sendJson(response, { id: faults.addSignInFault(fault) }, 201);
  };
}
