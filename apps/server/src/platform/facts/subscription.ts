import type { Fact, FactKind, FactOf } from '@matoi/contract';
import type { Actor, ActorLink, SystemPurpose } from '../access/index.ts';
import type { Asked, Runner } from '../commands/index.ts';

/** A fact as a subscriber gets it. */
export type DeliveredFact<Kind extends FactKind = FactKind> = {
  readonly id: string;
  readonly fact: FactOf<Kind>;
  readonly subjectId: string | null;
  readonly actor: ActorLink;
  readonly occurredAt: Date;
};

export type Reaction = {
  readonly runner: Runner;
  /** An actor for this reaction: sees the compartment in which the subject lies now, and nothing else. */
  actorFor(purpose: SystemPurpose): Actor;
  /** How to ask the runner so that this fact is acted on once, however often it is delivered. */
  askedBy(actor: Actor): Asked & Required<Pick<Asked, 'reaction'>>;
  /** Has this handler be given this fact once more at that moment; a wish before it is replaced. */
  again(at: Date): Promise<void>;
};

/** A module's wish to act after a fact. The act may be repeated after a crash; its command runs once. */
export type Subscription = {
  readonly fact: FactKind;
  /** Stable name: what was handled is remembered under it. */
  readonly handler: string;
  /** False for facts that this handler would do nothing about: then there is not even a job. Decides by the fact alone. */
  readonly wants?: (fact: Fact) => boolean;
  react(reaction: Reaction, delivered: DeliveredFact): Promise<void>;
  /**
   * The name of the one line in which facts like this one wait for each other; null for the lines in which facts about
   * one record keep their order. For floods, which then keep one worker busy and not all of them.
   */
  readonly lineOf?: (fact: Fact) => string | null;
  /** The same for several facts about records of one compartment; what fails together is given to `react`, each alone. */
  readonly reactTogether?: (all: readonly Reacting[]) => Promise<void>;
};

/** A fact among others of the same handler. */
export type Reacting<Kind extends FactKind = FactKind> = {
  readonly reaction: Reaction;
  readonly delivered: DeliveredFact<Kind>;
};

/** Declares a subscription with the payload type of its fact. */
export function onFact<Kind extends FactKind>(
  fact: Kind,
  handler: string,
  react: (reaction: Reaction, delivered: DeliveredFact<Kind>) => Promise<void>,
  wants: (fact: FactOf<Kind>) => boolean = () => true,
): Subscription {
  return {
    fact,
    handler,
    wants: (one) => one.kind === fact && wants(one as FactOf<Kind>),
    async react(reaction, delivered) {
      if (!isOfKind(delivered, fact)) throw new TypeError(`${handler} was given a ${delivered.fact.kind}`);
      await react(reaction, delivered);
    },
  };
}

/** Makes a subscription act on many facts together, and those that `isFlood` recognises wait in a line of their own. */
export function inFloods<Kind extends FactKind>(
  fact: Kind,
  subscription: Subscription,
  {
    isFlood,
    reactTogether,
  }: {
    readonly isFlood: (fact: FactOf<Kind>) => boolean;
    readonly reactTogether: (all: readonly Reacting<Kind>[]) => Promise<void>;
  },
): Subscription {
  const { handler } = subscription;
  return {
    ...subscription,
    lineOf: (one) => (one.kind === fact && isFlood(one as FactOf<Kind>) ? 'flood' : null),
    reactTogether: (all) =>
      reactTogether(
        all.map(({ reaction, delivered }) => {
          if (!isOfKind(delivered, fact)) throw new TypeError(`${handler} was given a ${delivered.fact.kind}`);
          return { reaction, delivered };
        }),
      ),
  };
}

function isOfKind<Kind extends FactKind>(
  delivered: DeliveredFact,
  kind: Kind,
): delivered is DeliveredFact<Kind> & DeliveredFact {
  return delivered.fact.kind === kind;
}
