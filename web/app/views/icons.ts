import ban from 'lucide-static/icons/ban.svg?raw';
import bell from 'lucide-static/icons/bell.svg?raw';
import bellOff from 'lucide-static/icons/bell-off.svg?raw';
import building from 'lucide-static/icons/building-2.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import fingerprint from 'lucide-static/icons/fingerprint-pattern.svg?raw';
import history from 'lucide-static/icons/history.svg?raw';
import inbox from 'lucide-static/icons/inbox.svg?raw';
import keyRound from 'lucide-static/icons/key-round.svg?raw';
import layers from 'lucide-static/icons/layers.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import shieldAlert from 'lucide-static/icons/shield-alert.svg?raw';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import smartphone from 'lucide-static/icons/smartphone.svg?raw';
import timerOff from 'lucide-static/icons/timer-off.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import type { TemplateResult } from 'lit';
import { icon } from '../../design/icon.ts';

const FILES = {
  ban, bell, bellOff, building, check, chevronLeft, chevronRight, circleAlert, circleCheck, circleX, clock, eye,
  fileText, fingerprint, history, inbox, keyRound, layers, plus, shieldAlert, shieldCheck, smartphone, timerOff,
  trash, triangleAlert, wifiOff, x,
};

export type IconName = keyof typeof FILES;

export function drawn(name: IconName): TemplateResult {
  return icon(FILES[name]);
}
