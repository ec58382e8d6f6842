export const total = 1;
export const rest = total +; //~ | syntax.js (2:27): Expression expected
