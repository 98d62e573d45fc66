import type { FastifyReply } from 'fastify';
import type { FileAnswer, FrameAnswer, ImageAnswer } from './binding.ts';

/** Sends bytes as an attachment that no browser renders. */
export async function sendFile(reply: FastifyReply, file: FileAnswer): Promise<FastifyReply> {
  const ascii = file.name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeRfc5987(file.name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store');
  if (file.size !== null) reply.header('content-length', String(file.size));
  return reply.send(file.content);
}

/**
 * Sends a picture for a page of ours. Who opens its address by itself gets it as a download: it is shown inside of our
 * pages and nowhere else, and the browser may take it for nothing but what is named.
 */
export async function sendImage(reply: FastifyReply, { mediaType, content }: ImageAnswer): Promise<FastifyReply> {
  return reply
    .header('content-type', mediaType)
    .header('content-disposition', 'attachment')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(content);
}

/**
 * Sends HTML of a stranger, made inert, for a sandboxed frame of our own page. Should anything have been overlooked, the
 * policy lets it run nothing, fetch nothing, send nothing and leave for nowhere; opened by itself it is as inert.
 */
export async function sendFrame(reply: FastifyReply, { html }: FrameAnswer): Promise<FastifyReply> {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('x-frame-options', 'SAMEORIGIN')
    .header(
      'content-security-policy',
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    )
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(html);
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
