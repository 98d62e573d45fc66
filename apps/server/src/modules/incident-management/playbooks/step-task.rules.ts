/** What the action of a step is done to: a playbook cannot know it, so whatever is decided. */
export const noTarget = { system: '', site: '', tag: '' } as const;
