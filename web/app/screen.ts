let draw: () => void = () => undefined;
let asked = false;

/** What is on screen is a function of the app's state; this says how it is drawn. */
export function drawWith(how: () => void): void {
  draw = how;
  redraw();
}

/** To be called after any change of state; several in one turn are drawn once. */
export function redraw(): void {
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    draw();
  });
}
