import { expect, test } from 'vitest';
import { readEvents, type ServerEvent } from './event-stream.ts';

async function read(chunks: string[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller): void {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

const text = ':still here\n\nid:7\nevent:request\ndata:{"a":\ndata: "Ánh"}\n\nevent:closed\ndata:x\n\ndata:unfinished';
const expected = [
  { id: '7', type: 'request', data: '{"a":\n"Ánh"}' },
  { id: '7', type: 'closed', data: 'x' },
];

test('reads events, comments and lines that belong together', async () => {
  expect(await read([text])).toEqual(expected);
});

test('does not depend on where the network cuts', async () => {
  expect(await read([...text])).toEqual(expected);
  expect(await read([text.replaceAll('\n', '\r\n')])).toEqual(expected);
});
