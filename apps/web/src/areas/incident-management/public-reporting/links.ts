/** How the public report form is set. */
export const publicFormLink = '/incident-management/public-form';
