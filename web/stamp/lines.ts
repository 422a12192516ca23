/** What a stamp says: the lines of `Stamp` in the `pades` module, with its Vietnamese labels. */
export interface StampContent {
  readonly holder: string | undefined;
  readonly time: Date | undefined;
  readonly reason: string | undefined;
  readonly location: string | undefined;
  readonly serial: string | undefined;
}

/** The zone that the document-service writes times in. */
const ZONE = 'Asia/Ho_Chi_Minh';

export function stampLines(content: StampContent): string[] {
  const lines: string[] = [];
  const add = (label: string, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '') lines.push(label + value);
  };
  add('Ký bởi: ', content.holder);
  add('Ngày ký: ', content.time === undefined ? undefined : stampTime(content.time));
  add('Lý do: ', content.reason);
  add('Nơi ký: ', content.location);
  add('Số sê-ri: ', content.serial);
  return lines;
}

/** `dd/MM/yyyy HH:mm:ss +07:00` */
export function stampTime(time: Date): string {
  const parts = new Map(new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    hourCycle: 'h23', timeZoneName: 'longOffset',
  }).formatToParts(time).map((part) => [part.type, part.value] as const));
  const at = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${at('day')}/${at('month')}/${at('year')} ${at('hour')}:${at('minute')}:${at('second')} ${at('timeZoneName').replace('GMT', '')}`;
}
