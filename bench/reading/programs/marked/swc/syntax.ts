export const total: number = 1;
export const rest = total +; //~ error | Expression expected
//~> | Syntax Error
//~> Error | Failed to compile 1 file with swc.
