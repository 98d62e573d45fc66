/** The page of measures over all records. */
export const measuresLink = '/knowledge-transfer/measures';
