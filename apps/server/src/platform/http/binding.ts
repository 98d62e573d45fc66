import type { Readable } from 'node:stream';
import type { BodyOf, ParamsOf, PictureType, QueryOf, ResponseOf, RouteId, RouteWith } from '@matoi/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, SystemPurpose } from '../access/index.ts';
import type { Asked, Command, Reading } from '../commands/index.ts';
import type { Session } from '../identity/index.ts';
import type { Form } from './form.read.ts';

/** One validated call. Handlers reach the database only through `read` and `run`. */
export type Call<Id extends RouteId> = {
  readonly params: ParamsOf<RouteWith<Id>>;
  readonly query: QueryOf<RouteWith<Id>>;
  readonly body: BodyOf<RouteWith<Id>>;
  readonly actor: Actor;
  readonly session: Session | null;
  readonly asked: Asked;
  read<T>(use: (reading: Reading) => Promise<T>): Promise<T>;
  /** `repeat` is for pages: forms carry their key in a field. */
  run<I, L, C, R, O>(command: Command<I, L, C, R, O>, input: I, repeat?: Asked['repeat']): Promise<O>;
  /** Runs at a version given here instead of by `If-Match`: where one call changes many records. */
  runAt<I, L, C, R, O>(version: number, command: Command<I, L, C, R, O>, input: I): Promise<O>;
  /** Pages only: what was sent with the form, before it was judged, so that a refusal can keep what was typed. */
  readonly form: Form;
  /** For entrances with a proof of their own (webhooks): acts as that part of the system, seen from this address. */
  runAs<I, L, C, R, O>(purpose: SystemPurpose, command: Command<I, L, C, R, O>, input: I): Promise<O>;
  /** For cookies and streams alone; ordinary handlers do not need them. */
  readonly raw: { readonly request: FastifyRequest; readonly reply: FastifyReply };
};

/** Bytes for download: always an attachment, never rendered by the browser. */
export type FileAnswer = {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes; null for what is made while it is sent. */
  readonly size: number | null;
  readonly content: Readable;
};

/** A raster picture that was judged by its content; no other kind may be named here. */
export type ImageAnswer = { readonly mediaType: PictureType; readonly content: Buffer };

/** A whole HTML page that was made inert. */
export type FrameAnswer = { readonly html: string };

/** What a page answers: text with its own headers, a download, or the way to the next page. */
export type HtmlAnswer =
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly mediaType: string;
      readonly text: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'file'; readonly file: FileAnswer }
  | { readonly kind: 'redirect'; readonly to: string };

type AnswerOf<Id extends RouteId> = RouteWith<Id>['kind'] extends 'html'
  ? HtmlAnswer
  : RouteWith<Id>['kind'] extends 'frame'
    ? FrameAnswer
    : RouteWith<Id>['kind'] extends 'image'
      ? ImageAnswer
      : RouteWith<Id>['kind'] extends 'file'
        ? FileAnswer
        : RouteWith<Id>['kind'] extends 'stream'
          ? 'streaming'
          : ResponseOf<RouteWith<Id>>;

export type Binding = {
  readonly id: RouteId;
  /** Takes just the call of its own route: the binder has validated the parts by the route's schemas. */
  readonly handle: (call: never) => Promise<unknown>;
  readonly admitsFiles?: AdmitsFiles;
};

/**
 * Pages only: whether the files of a form are taken at all, asked before the first of them by the fields before it, so
 * that what would be refused anyway costs no disk. The handler finds out again why not.
 */
export type AdmitsFiles = (form: {
  readonly fields: Readonly<Record<string, string>>;
  /** The address of the page, without its query. */
  readonly path: string;
  readonly address: string;
}) => Promise<boolean>;

/** Binds a route of the contract to what answers it. The types of parameters, query, body and answer come from there. */
export function bind<Id extends RouteId>(
  id: Id,
  handle: (call: Call<Id>) => Promise<AnswerOf<Id>>,
  more: Pick<Binding, 'admitsFiles'> = {},
): Binding {
  return { id, handle, ...more };
}
