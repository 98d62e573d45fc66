/** Mail as transport: received and kept raw, parsed in a thread, handed to the relay. What a mail means is the modules' business. */
export { type MailDefaults, noDefaults } from './mail.defaults.ts';
export { automaticSign, languageOf, oneLine, plainAddress } from './mail.rules.ts';
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
export { startMailReceiver } from './receiver.ts';
export { type MailTransport, makeMailTransport, type OutgoingMail, type SendAnswer } from './transport.ts';
