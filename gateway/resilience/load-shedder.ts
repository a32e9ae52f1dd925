import { OverloadedError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { Pace } from './pace.ts';
import type { ResilienceSettings } from './settings.ts';

/** So many may always come in. */
const FEW = 16;
/** The listener takes one connection each time the loop comes round: so many may knock while one is served. */
const TURNS = 3;

/**
 * Load shedding (Lastabwurf): what is under way, and whether more may come in. While the event loop has nothing but work, only as
 * much is let in as will be done in time at the present pace (Little's law); a gateway that waits for others lets in far
 * more. Who is sent away learns it at once, before anything was read or planned.
 */
export class LoadShedder {
  readonly #underWay = new Set<object>();
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(
    private readonly limits: Pick<ResilienceSettings, 'maxUnderWay' | 'maxWaitMs'>,
    private readonly onShed: () => void = () => {},
    private readonly pace: Pick<Pace, 'isBusy' | 'perSecond' | 'finish' | 'close'> = new Pace(),
  ) {}

  /** @throws OverloadedError when there is too much to do already */
  check(): void {
    if (this.#underWay.size < this.#room()) return;
    this.onShed();
    throw new OverloadedError();
  }

  /** Counts a piece of work from here until `leave`. */
  enter(work: object): void {
    this.#underWay.add(work);
  }

  /**
   * Waits for its turn (Atempause). A busy loop that goes from work to work leaves new connections waiting where nobody sees
   * them, for many seconds; so before each piece of work it comes round a few times, and those over the limit are sent away at once.
   */
  turn(): Promise<void> | undefined {
    if (!this.#isBusy()) return undefined;
    this.#lastTurn = this.#lastTurn.then(comeRound);
    return this.#lastTurn;
  }

  leave(work: object): void {
    if (this.#underWay.delete(work)) this.pace.finish();
  }

  close(): void {
    this.pace.close();
  }

  #isBusy(): boolean {
    return this.limits.maxWaitMs < Number.POSITIVE_INFINITY && this.pace.isBusy;
  }

  #room(): number {
    const { maxUnderWay, maxWaitMs } = this.limits;
    if (!this.#isBusy()) return maxUnderWay;
    return Math.min(maxUnderWay, Math.max(FEW, (this.pace.perSecond * maxWaitMs) / SECOND));
  }
}

async function comeRound(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
