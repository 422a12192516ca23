import { nothing, svg, type SVGTemplateResult } from 'lit';
import { FRAME_WIDTH, layoutOf, type Fonts } from './layout.ts';
import { FALLBACK_FAMILY, MAIN_FAMILY } from './fonts.ts';

/** A picture as the portal shows it: its address, and its size as it is looked at. */
export interface StampPicture {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

/** A stamp as the PDF will show it, in the box's own units. */
export function stampPreview(lines: readonly string[], picture: StampPicture | undefined, width: number, height: number, fonts: Fonts): SVGTemplateResult {
  const layout = layoutOf(lines, picture ? picture.width / picture.height : 0, width, height, fonts);
  const box = layout.picture;
  const framed = lines.length > 0 || !picture;
  return svg`<svg class="stamp" viewBox=${`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
    ${picture && box ? svg`<image class="stamp-picture" href=${picture.address} x=${box.x} y=${height - box.y - box.height} width=${box.width} height=${box.height} preserveAspectRatio="none"></image>` : nothing}
    ${framed ? svg`<rect x=${FRAME_WIDTH / 2} y=${FRAME_WIDTH / 2} width=${Math.max(0, width - FRAME_WIDTH)} height=${Math.max(0, height - FRAME_WIDTH)}
      fill="none" stroke="#595959" stroke-width=${FRAME_WIDTH}></rect>` : nothing}
    ${layout.lines.map((line) => svg`<text x=${layout.left} y=${height - line.baseline} font-size=${layout.size} xml:space="preserve">${line.runs.map((run) => svg`<tspan font-family=${run.fallback ? FALLBACK_FAMILY : MAIN_FAMILY}>${run.text}</tspan>`)}</text>`)}
  </svg>`;
}
