import { Component, Input } from '@angular/core';

@Component({ selector: 'app-price', template: '{{ value.toFixed(2) }}' })
export class Price {
  @Input({ required: true }) value!: number;
}

@Component({
  selector: 'app-root',
  imports: [Price],
  template: `<app-price [value]="name" />`, //~ TS2322 | Type 'string' is not assignable to type 'number'.
})
export class App {
  name = 'tea';
}
