import { setTimeout as pause } from 'node:timers/promises';
import { v4 as uuidv4 } from 'uuid';
import { eventually } from '../eventually.ts';
import { backAndForth } from '../stories/town.ts';
import { judge, type Truth, type Verdict, type Witness } from './judge.ts';
import { LiveTown } from './live-town.ts';
import { overEvents, overSocket, socketClient } from './streams.ts';
import { Subscriber } from './subscriber.ts';

export interface LivePlan {
  readonly citizens: number;
  /** Of each citizen; half over WebSocket, half as event streams. One in five follows all her cases, the others one. */
  readonly subscribers: number;
  readonly writers: number;
  readonly changes: number;
  readonly kills: number;
  readonly swaps: number;
  /** Sabotage: all subscribers come back without their cursors. */
  readonly ignoreCursor?: boolean;
}

export interface LiveOutcome extends Verdict {
  /** Changes that a writer was told of. */
  readonly acknowledged: number;
  /** Acknowledged, or seen in the log while a process was dead, and not in the log at the end. */
  readonly vanished: number;
  readonly delivered: number;
  readonly openings: number;
  readonly kills: number;
  readonly swaps: number;
  readonly catchUpMs: number;
}

const CASES_EACH = 2;
const VICTIMS = ['gateway', 'townhall', 'gateway', 'identity', 'townhall', 'gateway', 'account', 'townhall', 'payment'];

interface Citizen {
  readonly persona: string;
  readonly cursor: string;
  readonly cases: readonly { id: string; version: number }[];
}

/**
 * Citizens watch their cases while clerks work on them, processes are killed and the supergraph is swapped. What was told is
 * judged by the database of the town hall and by what the writers were told, not by the hub.
 */
export async function liveStory(plan: LivePlan): Promise<LiveOutcome> {
  const town = await LiveTown.start();
  try {
    return await new LiveStory(town, plan).play();
  } finally {
    await town.stop();
  }
}

class LiveStory {
  /** Case -> versions that must be in the log for ever. */
  readonly #ledger = new Map<string, Set<number>>();
  #acknowledged = 0;
  #kills = 0;

  constructor(
    private readonly town: LiveTown,
    private readonly plan: LivePlan,
  ) {}

  async play(): Promise<LiveOutcome> {
    const { plan, town } = this;
    const citizens = await this.#settle();
    const { witnesses, subscribers, leave } = this.#subscribe(citizens);
    const writing = this.#write(citizens.flatMap(({ cases }) => cases.map(({ id }) => id)));
    await this.#disturb(writing);
    await writing;
    const truth = await town.truth();
    const quietAt = performance.now();
    const verdict = () => judge(truth, witnesses);
    const isWhole = async () => {
      if (verdict().lost > 0) throw new Error('not everybody has everything yet');
    };
    await eventually(isWhole, plan.ignoreCursor ? 3_000 : 15_000).catch(() => {});
    const catchUpMs = Math.round(performance.now() - quietAt);
    await leave();
    return {
      ...verdict(),
      acknowledged: this.#acknowledged,
      vanished: this.#vanished(truth),
      delivered: sum(subscribers.map(({ received }) => received.length)),
      openings: sum(subscribers.map(({ openings }) => openings)),
      kills: this.#kills,
      swaps: town.logged('gateway', 'supergraph swapped'),
      catchUpMs,
    };
  }

  async #settle(): Promise<Citizen[]> {
    const citizens: Citizen[] = [];
    for (let index = 1; index <= this.plan.citizens; index++) {
      const persona = `p${String(index).padStart(4, '0')}`;
      const cases = [];
      for (let count = 0; count < CASES_EACH; count++) cases.push(await this.town.submit(persona));
      citizens.push({ persona, cases, cursor: '' });
    }
    // Every event so far has its number: the cursors stand behind it, the versions too.
    await eventually(async () => {
      const known = [...(await this.town.truth()).values()].flat();
      if (known.length < citizens.length * CASES_EACH) throw new Error('not yet');
    });
    await pause(500);
    return Promise.all(citizens.map(async (each) => ({ ...each, cursor: await this.town.headCursor(each.persona) })));
  }

  #subscribe(citizens: readonly Citizen[]) {
    const { plan, town } = this;
    const witnesses: (Witness & { subscriber: Subscriber })[] = [];
    const clients: { dispose(): void | Promise<void> }[] = [];
    for (const { persona, cases, cursor } of citizens) {
      const token = () => town.token(persona);
      const client = socketClient(town.url, token);
      clients.push(client);
      for (let index = 0; index < plan.subscribers; index++) {
        const followed = index % 5 === 4 ? cases : [cases[index % CASES_EACH] as { id: string; version: number }];
        const caseId = followed.length === 1 ? followed[0]?.id : undefined;
        const open = index % 2 === 0 ? overSocket(client, caseId) : overEvents(town.url, token, caseId);
        const { ignoreCursor = false } = plan;
        const subscriber = new Subscriber({ name: `${persona}/${index}`, open, cursor, ignoreCursor });
        const from = new Map(followed.map(({ id, version }) => [id, version]));
        witnesses.push({ subscriber, from, received: subscriber.received });
      }
    }
    const subscribers = witnesses.map(({ subscriber }) => subscriber);
    const leave = async () => {
      await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
      await Promise.all(clients.map((client) => client.dispose()));
    };
    return { witnesses, subscribers, leave };
  }

  /** Each writer has cases of its own, so that nobody waits for a lock; it goes on until its share is acknowledged. */
  async #write(caseIds: readonly string[]): Promise<void> {
    const { writers, changes } = this.plan;
    const write = async (writer: number) => {
      const own = caseIds.filter((_, index) => index % writers === writer);
      for (let round = 0; round < changes / writers; round++) {
        const caseId = own[round % own.length] as string;
        await this.#change(caseId, backAndForth(Math.floor(round / own.length)));
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  }

  async #change(caseId: string, state: string): Promise<void> {
    const key = uuidv4();
    for (;;) {
      try {
        const version = await this.town.change(caseId, state, key);
        this.#acknowledged++;
        this.#enter(caseId, version);
        return;
      } catch {
        await pause(100);
      }
    }
  }

  /** Kills and swaps, spread over the time that the writers need. */
  async #disturb(writing: Promise<void>): Promise<void> {
    const { kills, swaps, changes } = this.plan;
    let isWritten = false;
    void writing.then(() => {
      isWritten = true;
    });
    const swapAt = new Set(
      Array.from({ length: swaps }, (_, index) => 3 * Math.floor(((index + 1) * kills) / (3 * (swaps + 1)))),
    );
    for (let kill = 0; kill < kills; ) {
      const due = (changes * kill) / (kills + 1);
      while (!isWritten && this.#acknowledged < due) await pause(20);
      if (swapAt.has(kill)) await this.#swap(`swap ${kill}`);
      // Every second time two at once.
      const victims = [0, 1].map((next) => VICTIMS[(kill + next) % VICTIMS.length] as string);
      const chosen = kill % 3 === 1 && kill + 1 < kills ? victims : victims.slice(0, 1);
      await this.#kill([...new Set(chosen)]);
      kill += new Set(chosen).size;
      this.#kills = kill;
    }
  }

  async #swap(mark: string): Promise<void> {
    const before = this.town.logged('gateway', 'supergraph swapped');
    this.town.swapSupergraph(mark);
    await eventually(async () => {
      if (this.town.logged('gateway', 'supergraph swapped') === before) throw new Error('not swapped yet');
    });
  }

  /** The ledger is read while the victims are dead: what they had committed must not vanish when they come back. */
  async #kill(names: readonly string[]): Promise<void> {
    const victims = names.map((name) => this.town.process(name));
    await Promise.all(victims.map((victim) => victim.stop('SIGKILL')));
    for (const [caseId, versions] of await this.town.truth())
      for (const version of versions) this.#enter(caseId, version);
    await Promise.all(victims.map((victim) => victim.restart()));
  }

  #enter(caseId: string, version: number): void {
    const versions = this.#ledger.get(caseId) ?? new Set();
    this.#ledger.set(caseId, versions.add(version));
  }

  #vanished(truth: Truth): number {
    return sum(
      [...this.#ledger].map(([caseId, versions]) => {
        const known = new Set(truth.get(caseId));
        return [...versions].filter((version) => !known.has(version)).length;
      }),
    );
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
