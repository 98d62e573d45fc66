/** Addresses of the pages about mail. */
export const outgoingLink = '/casework/outgoing-mail';
export const templatesLink = '/casework/mail-templates';
