import { createTransport, type SendMailOptions } from 'nodemailer';

/** Hands one mail to the receiver of a program under test, as any mail server would. Answers its reply, such as "250 …". */
export async function sendMail(smtpPort: number | null, mail: SendMailOptions): Promise<string> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort ?? 0,
    secure: false,
    tls: { rejectUnauthorized: false },
  });
  try {
    const { response } = await transport.sendMail(mail);
    return response;
  } finally {
    transport.close();
  }
}
