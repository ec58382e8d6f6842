import { Component } from '@angular/core';

@Component({
  selector: 'app-root',
  template: `<p [titel]="name">{{ name }}</p>`, //~ NG8002 | Can't bind to 'titel' since it isn't a known property of 'p'.
})
export class App {
  name = 'tea';
}
