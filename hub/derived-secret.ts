import { createHmac } from 'node:crypto';

/** A secret of its own for each use, from the hub's one; nobody learns another use's from it. */
export const derivedSecret = (secret: string, use: string): string =>
  createHmac('sha256', secret).update(use).digest('hex');
