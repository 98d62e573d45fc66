/** A phishing mail as a reporter hands it in: made up, with every trick that the analyser knows. */
export function phishingMail(options: { readonly attachment?: Buffer; readonly attachmentName?: string } = {}): string {
  const { attachment = Buffer.from('MZ\u0090\0 not really a program'), attachmentName = '請求書.pdf.exe' } = options;
  return [
    'Return-Path: <bounce@mailer-evil.example>',
    'Authentication-Results: gw.moegido.example; spf=fail smtp.mailfrom=evil.example; dmarc=fail header.from=moegido.example',
    'Received: from mx.outside.example (mx.outside.example [198.51.100.8]) by gw.moegido.example with ESMTPS; Mon, 23 Nov 2026 10:00:05 +0900',
    'Authentication-Results: gw.moegido.example; spf=pass smtp.mailfrom=moegido.example; dmarc=pass header.from=moegido.example',
    'Received: from origin (unknown [203.0.113.99]) by mx.outside.example with SMTP; Mon, 23 Nov 2026 09:59:00 +0900',
    'Received: nonsense',
    'DKIM-Signature: v=1; d=mailer-evil.example; s=k1; b=AAAA',
    'From: "info@moegido.example" <info@moegid0.example>',
    'Reply-To: <collect@free-mail.example>',
    'To: sato@moegido.example',
    'Subject: =?UTF-8?B?44CQ6YeN6KaB44CR44K544Kv44Oq44OX44OI?= <script>alert(1)</script>',
    'Date: Mon, 23 Nov 2026 09:58:00 +0900',
    'Message-ID: <phish.1@evil.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p><img src="http://tracker.evil.example/pixel.png" onerror="alert(1)">',
    '<a href="http://203.0.113.99/login">https://www.moegido.example/login</a>',
    '<a href="https://bit.ly/abc">ここ</a> <a href="https://xn--r8jz45g.jp/x">例え</a>',
    '<a href="https://www.moegido.example@evil.example/">確認</a> <a href="javascript:alert(1)">再開</a>',
    '<a href="https://moegido-login.example/">moegido-login.example</a></p>',
    '--b',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(attachmentName)}`,
    'Content-Transfer-Encoding: base64',
    '',
    attachment.toString('base64'),
    '--b--',
    '',
  ].join('\r\n');
}

/** A report whose reporter forwards a mail as an attachment. */
export function forwardedAsAttachment(inner: string): string {
  return [
    'From: Sato <sato@moegido.example>',
    'To: csirt@moegido.example',
    'Subject: suspicious mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    '--outer',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'このメールは本物でしょうか。',
    '--outer',
    'Content-Type: message/rfc822',
    'Content-Disposition: attachment; filename="suspicious.eml"',
    '',
    inner,
    '--outer--',
    '',
  ].join('\r\n');
}
