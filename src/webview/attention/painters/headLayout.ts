/** Room for the names of the two sides above the items, px. */
export const HEAD_TOP = 22;

/** Height of a line or token, px. */
export const ITEM_HEIGHT = 20;
