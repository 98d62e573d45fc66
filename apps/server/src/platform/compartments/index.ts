/** Compartments: the boundary of need-to-know, and who may see into it. */
export { createCompartment, grantCompartment, viewCompartment, withdrawCompartment } from './compartment.commands.ts';
export { compartmentLinks, listCompartments } from './compartment.store.ts';
