/** Mail as transport: received and kept raw, parsed in a thread, handed to the relay. What a mail means is the modules' business. */
export { tryMailbox } from './imap.connection.ts';
export { startMailboxReaders } from './imap.runner.ts';
export { type MailDefaults, noDefaults } from './mail.defaults.ts';
export { automaticSign, languageOf, oneLine, plainAddress } from './mail.rules.ts';
export { mailboxCommands } from './mailbox.commands.ts';
export { findMailbox } from './mailbox.store.ts';
export { loadMailboxViews } from './mailbox.views.ts';
export type {
  DeliveryOutcome,
  DeliveryReport,
  FeedbackReport,
  MailDoubt,
  ParseAnswer,
  ParsedAttachment,
  ParsedMail,
  SafeHtmlAnswer,
} from './parsed-mail.ts';
export { type MailParser, makeMailParser } from './parser.ts';
export { findInboundMail, giveMail, type InboundMail, receiveMail } from './receive.command.ts';
export { keepCertificate, readCertificate } from './receiver.certificate.ts';
export { startMailReceiver } from './receiver.ts';
export { type MailTransport, makeMailTransport, type OutgoingMail, type SendAnswer } from './transport.ts';
