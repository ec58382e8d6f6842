import { shelves } from './stock';
export const first: number = shelves[0];
export default class Cart implements Missing {
  add(item: string) {
    this.items.push(item);
  }
}
