import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type SunkMail = { readonly from: string; readonly to: readonly string[]; readonly email: Email };

/** A real SMTP relay that keeps what it is handed. `refuse` makes it answer with a code instead. */
export async function startMailSink(): Promise<{
  readonly url: string;
  readonly mails: SunkMail[];
  refuse: number | null;
  stop(): Promise<void>;
}> {
  const sink = {
    url: '',
    mails: [] as SunkMail[],
    refuse: null as number | null,
    stop: async (): Promise<void> => undefined,
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      buffer(stream)
        .then(async (raw) => {
          if (sink.refuse !== null) {
            done(Object.assign(new Error('refused by the test'), { responseCode: sink.refuse }));
            return;
          }
          const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
          sink.mails.push({
            from,
            to: session.envelope.rcptTo.map((one) => one.address),
            email: await PostalMime.parse(raw),
          });
          done(null);
        })
        .catch(done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  sink.stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return sink;
}
