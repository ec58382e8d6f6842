export const cart = {
  total() {
    return [1, 2;
  },
};
