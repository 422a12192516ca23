import { svg, type SVGTemplateResult } from 'lit';
import { FRAME_WIDTH, layoutOf, type Fonts } from './layout.ts';
import { FALLBACK_FAMILY, MAIN_FAMILY } from './fonts.ts';

/** A stamp as the PDF will show it, in the box's own units. */
export function stampPreview(lines: readonly string[], width: number, height: number, fonts: Fonts): SVGTemplateResult {
  const layout = layoutOf(lines, width, height, fonts);
  return svg`<svg class="stamp" viewBox=${`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
    <rect x=${FRAME_WIDTH / 2} y=${FRAME_WIDTH / 2} width=${Math.max(0, width - FRAME_WIDTH)} height=${Math.max(0, height - FRAME_WIDTH)}
      fill="none" stroke="#595959" stroke-width=${FRAME_WIDTH}></rect>
    ${layout.lines.map((line) => svg`<text x=${layout.left} y=${height - line.baseline} font-size=${layout.size} xml:space="preserve">${line.runs.map((run) => svg`<tspan font-family=${run.fallback ? FALLBACK_FAMILY : MAIN_FAMILY}>${run.text}</tspan>`)}</text>`)}
  </svg>`;
}
