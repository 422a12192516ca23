import { noChange } from 'lit';
import { Directive, directive, type AttributePart, type DirectiveParameters } from 'lit/directive.js';

class Styles extends Directive {
  private known: string[] = [];

  override update(part: AttributePart, [styles]: DirectiveParameters<this>): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of this.known) if (!(name in styles)) style.removeProperty(name);
    for (const [name, value] of Object.entries(styles)) style.setProperty(name, value);
    this.known = Object.keys(styles);
    return noChange;
  }

  render(_styles: Readonly<Record<string, string>>): unknown {
    return noChange;
  }
}

/**
 * `style=${styles({ left: '4px' })}`: single properties, set one by one. Lit's own `styleMap` writes the attribute the
 * first time, which a content security policy without inline styles refuses.
 */
export const styles = directive(Styles);

/** `style=${at(rect, pixels)}`: placed within its parent; `pixels` writes a length. */
export function at(
  rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }, pixels: (length: number) => string,
): ReturnType<typeof styles> {
  return styles({ left: pixels(rect.x), top: pixels(rect.y), width: pixels(rect.width), height: pixels(rect.height) });
}
