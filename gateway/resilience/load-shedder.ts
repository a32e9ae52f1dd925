import { OverloadedError } from '../../platform/errors/index.ts';
import { MILLISECOND } from '../../platform/time.ts';
import { LoopDelay } from './loop-delay.ts';
import type { ResilienceSettings } from './settings.ts';

/** With fewer under way than this a late event loop has other reasons, and sending people away would not help. */
const FEW = 32;

/**
 * Load shedding (Lastabwurf): what is under way, and whether more may come in. Who is sent away learns it at once, before
 * anything was read or planned; who is let in is answered in time.
 */
export class LoadShedder {
  readonly #underWay = new Set<object>();
  readonly #delay = new LoopDelay(50 * MILLISECOND);

  constructor(
    private readonly limits: Pick<ResilienceSettings, 'maxUnderWay' | 'maxDelayMs'>,
    private readonly onShed: () => void = () => {},
  ) {}

  get underWay(): number {
    return this.#underWay.size;
  }

  get delayMs(): number {
    return this.#delay.ms;
  }

  /** @throws OverloadedError when there is too much to do already */
  check(): void {
    if (!this.#isFull()) return;
    this.onShed();
    throw new OverloadedError();
  }

  /** Counts a piece of work from here until `leave`. */
  enter(work: object): void {
    this.#underWay.add(work);
  }

  leave(work: object): void {
    this.#underWay.delete(work);
  }

  close(): void {
    this.#delay.close();
  }

  #isFull(): boolean {
    const { maxUnderWay, maxDelayMs } = this.limits;
    const count = this.#underWay.size;
    return count >= maxUnderWay || (count >= FEW && this.#delay.ms > maxDelayMs);
  }
}
