import { boardSchema } from '../board.schemas.ts';
import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';

export const pictureRefusals = {} as const satisfies RefusalStatuses;

export const pictureRoutes = [
  defineRoute({
    id: 'picture.show',
    method: 'GET',
    path: '/api/v1/board',
    summary:
      'Shows the board: what runs, what is due, who has not answered, and what waits for the caller. A part that the caller may not list is null.',
    response: boardSchema,
  }),
] as const;
