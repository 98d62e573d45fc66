import { randomBytes } from 'node:crypto';
import {
  type BodyInput,
  openCompartment,
  type ParamsInput,
  type QueryInput,
  type ResponseOf,
  type Route,
  type RouteKey,
  type RouteOf,
  routes,
} from '@matoi/contract';
import { modules } from '../../compose.ts';
import { submitForm } from '../../modules/incident-management/public-reporting/index.ts';
import { type Actor, systemActor } from '../../platform/access/index.ts';
import { type Asked, type Command, makeRunner, type Reading, type Runner } from '../../platform/commands/index.ts';
import type { Ground, ModuleParts } from '../../platform/composition/index.ts';
import { platformSubscriptions } from '../../platform/composition/index.ts';
import type { Databases } from '../../platform/db/index.ts';
import { deliverWaiting, makeDelivery } from '../../platform/facts/index.ts';
import { findGuest, type Guest } from '../../platform/guests/index.ts';
import { makeHealth } from '../../platform/health/index.ts';
import type { Binding } from '../../platform/http/index.ts';
import {
  accountActor,
  compartmentsOf,
  createAccount,
  createToken,
  findAccount,
  findTokenActor,
} from '../../platform/identity/index.ts';
import { makeMailParser, receiveMail } from '../../platform/mail/index.ts';
import { makePushSender } from '../../platform/push/index.ts';
import { platformBindings } from '../../platform/routes/index.ts';
import { subjectKinds } from '../../platform/subjects/index.ts';
import type { Person, PersonKey } from './people.ts';

type Given<Name extends string, T> = undefined extends T ? { readonly [K in Name]?: T } : { readonly [K in Name]: T };

/** What an act at the desk is given: the parts that its route declares, and the version that was read. */
export type DeskInput<Key extends RouteKey> = Given<'params', ParamsInput<RouteOf<Key>>> &
  Given<'body', BodyInput<RouteOf<Key>>> & {
    readonly query?: QueryInput<RouteOf<Key>>;
    readonly version?: number;
  };

/**
 * A desk at which invented people work: each act goes through the handler of its route, with the permissions and the
 * sight of the person, and everything that reacts to it has reacted before the next one.
 */
export type Desk = {
  readonly runner: Runner;
  /** Sets the clock of everything that happens from now on; it never goes back. */
  setClock(moment: Date): void;
  enter(person: Person, passwordHash: string): Promise<void>;
  /** Makes a token for a machine and answers it as an actor. */
  machine(name: string): Promise<Actor>;
  idOf(person: PersonKey): string;
  call<Key extends RouteKey>(
    who: PersonKey | Actor,
    key: Key,
    input: DeskInput<Key>,
  ): Promise<ResponseOf<RouteOf<Key>>>;
  /** Takes the bytes of a mail as the mail receiver does; answers when a report was made of it. */
  receive(raw: Buffer, envelopeFrom: string): Promise<void>;
  fillIn(form: {
    readonly tile: string;
    readonly text: string;
    readonly name: string;
    readonly contact: string;
    readonly locale: 'ja' | 'en';
  }): Promise<string>;
  /** Who stands behind the link of an instruction. */
  guestOf(address: string): Promise<Guest>;
  actAs<I, L, C, R, O>(actor: Actor, command: Command<I, L, C, R, O>, input: I): Promise<O>;
  stop(): Promise<void>;
};

const operator: Asked = {
  actor: systemActor('operator', [openCompartment]),
  requestId: null,
  version: null,
  repeat: null,
};

/** Opens the desk on a ground. No relay is configured here, whatever the settings say: nothing ever leaves. */
export function openDesk(given: { readonly ground: Ground; readonly publicUrl: string; readonly start: Date }): Desk {
  const { ground, publicUrl } = given;
  let now = given.start;
  const clock = () => now;
  const kinds = subjectKinds(modules.flatMap((module) => module.subjects));
  const runner = makeRunner({ databases: ground.databases, clock, random: randomBytes, kinds });
  const parser = makeMailParser({ timeoutMs: 60_000, memoryMb: 512 });
  const parts: ModuleParts = {
    cursorKey: ground.keys.cursor,
    guestKey: ground.keys.guest,
    secretKey: ground.keys.secret,
    clock,
    store: ground.store,
    parser,
    transport: null,
    push: makePushSender({ secretKey: ground.keys.secret, publicUrl, mailFrom: null, isPrivateAllowed: false }),
    publicUrl,
    packsPath: ground.packsPath,
  };
  const subscriptions = [...platformSubscriptions(parts), ...modules.flatMap((module) => module.subscriptions(parts))];
  const deliver = makeDelivery({ databases: ground.databases, runner, subscriptions });
  const handlers = handlersBy(parts, ground.databases);
  const ids = new Map<string, string>();

  async function settle(): Promise<void> {
    await deliverWaiting({ databases: ground.databases, subscriptions, deliver });
  }

  async function actorOf(person: PersonKey): Promise<Actor> {
    const id = ids.get(person);
    if (id === undefined) throw new TypeError(`nobody is called ${person}`);
    return runner.read(operator.actor, async ({ db }) => {
      const account = await findAccount(db, id);
      const compartments = await compartmentsOf(db, id, account.roles);
      return accountActor(account, { compartments, address: '192.0.2.10' });
    });
  }

  return {
    runner,
    setClock(moment) {
      if (moment > now) now = moment;
    },
    async enter({ key, email, name, roles, locale }, passwordHash) {
      const account = { email, name, roles, locale, passwordHash, isBreakGlass: false };
      const made = await runner.run(createAccount, account, operator);
      ids.set(key, made.id);
    },
    async machine(name) {
      const { token } = await runner.run(createToken, { name, role: 'soc', expiresAt: null }, operator);
      const actor = await findTokenActor(ground.databases.app, token, { now, address: '192.0.2.40' });
      if (actor === null) throw new TypeError('the token just made is not there');
      return actor;
    },
    idOf(person) {
      const id = ids.get(person);
      if (id === undefined) throw new TypeError(`nobody is called ${person}`);
      return id;
    },
    async call<Key extends RouteKey>(who: PersonKey | Actor, key: Key, input: DeskInput<Key>) {
      const actor = typeof who === 'string' ? await actorOf(who) : who;
      const answer = await handlers({ key, actor, input: input as Loose, runner });
      await settle();
      return answer as ResponseOf<RouteOf<Key>>;
    },
    async receive(raw, envelopeFrom) {
      const object = await ground.store.put(raw, openCompartment);
      const mail = { object, envelopeFrom, envelopeTo: ['csirt@moegido.example'], remoteAddress: '192.0.2.25' };
      await runner.run(receiveMail, mail, { ...operator, actor: systemActor('mail-intake', [openCompartment]) });
      await settle();
    },
    async fillIn(form) {
      const visitor: Actor = {
        kind: 'guest',
        id: 'anonymous',
        name: 'anonymous',
        roles: [],
        compartments: [],
        permissions: new Set(['public-form.submit']),
        address: '198.51.100.7',
      };
      const input = {
        ...form,
        website: '',
        uploads: [],
        onTaken: () => undefined,
        key: ground.keys.guest,
        seed: randomBytes(32),
      };
      const { number } = await runner.run(submitForm, input, { ...operator, actor: visitor });
      await settle();
      return number;
    },
    async guestOf(address) {
      const token = new URL(address).pathname.split('/').at(-1) ?? '';
      const guest = await findGuest(ground.databases.app, token, { now, address: '203.0.113.80' });
      if (guest === null) throw new TypeError('the link just made leads nowhere');
      return guest;
    },
    async actAs(actor, command, input) {
      const answer = await runner.run(command, input, { ...operator, actor });
      await settle();
      return answer;
    },
    stop: () => parser.stop(),
  };
}

type Loose = {
  readonly params?: unknown;
  readonly body?: unknown;
  readonly query?: unknown;
  readonly version?: number;
};

/** Asks the handler of a route as the web server does, without the web server. */
function handlersBy(parts: ModuleParts, databases: Databases) {
  const bindings: readonly Binding[] = [
    ...platformBindings({
      databases,
      health: makeHealth(parts.clock),
      live: () => {
        throw new TypeError('nobody follows a demonstration');
      },
      reidentify: async () => null,
      cursorKey: parts.cursorKey,
      version: '',
      clock: parts.clock,
    }),
    ...modules.flatMap((module) => module.bindings(parts)),
  ];
  const byId = new Map<string, Binding>(bindings.map((binding) => [binding.id, binding]));
  const byKey = new Map<string, Route>(routes.map((route) => [`${route.method} ${route.path}`, route]));

  return async (wanted: {
    readonly key: string;
    readonly actor: Actor;
    readonly input: Loose;
    readonly runner: Runner;
  }) => {
    const { key, actor, input, runner } = wanted;
    const route = byKey.get(key);
    const binding = route === undefined ? undefined : byId.get(route.id);
    if (route === undefined || binding === undefined) throw new TypeError(`nothing answers ${key}`);
    const asked: Asked = { actor, requestId: null, version: input.version ?? null, repeat: null };
    const call = {
      params: route.params?.parse(input.params ?? {}),
      query: route.query?.parse(input.query ?? {}),
      body: route.body?.parse(input.body ?? {}),
      actor,
      session: null,
      asked,
      read: <T>(use: (reading: Reading) => Promise<T>) => runner.read(actor, use),
      run: <I, L, C, R, O>(command: Command<I, L, C, R, O>, given: I) => runner.run(command, given, asked),
    };
    // The parts were read by the schemas of the route that the binding belongs to.
    return binding.handle(call as never);
  };
}
