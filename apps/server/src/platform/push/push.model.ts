/** What a browser gave for reaching it (RFC 8030, 8291). A secret: who has it can send to it. */
export type PushSubscription = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

/** A browser of a person that takes push messages. */
export type PushDevice = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly service: string;
  readonly endpointHash: Buffer;
  /** Encrypted; null after its end. */
  readonly subscription: Buffer | null;
  readonly hasNotices: boolean;
  readonly registeredAt: Date;
  readonly lastSeenAt: Date;
  readonly lastSentAt: Date | null;
  readonly lastProblem: string | null;
};

/** What a browser shows. `path` is where a click leads, below our own address; messages with one `tag` replace each other. */
export type PushMessage = {
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly tag: string;
  readonly language: 'ja' | 'en';
  /** Stays on the screen until somebody acts, and wakes a sleeping phone. */
  readonly isUrgent: boolean;
};

/** What a push service made of a message. `again`: perhaps later, by itself after `afterMs` if it said so. `gone`: it knows the browser no more. */
export type PushOutcome =
  | { readonly is: 'sent'; readonly words: string }
  | { readonly is: 'refused'; readonly words: string }
  | { readonly is: 'gone'; readonly words: string }
  | { readonly is: 'again'; readonly words: string; readonly afterMs: number | null };
