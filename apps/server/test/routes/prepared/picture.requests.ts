import type { PreparedRequests } from './shapes.ts';

export const pictureRequests = {
  'picture.show': () => ({}),
} satisfies PreparedRequests;
