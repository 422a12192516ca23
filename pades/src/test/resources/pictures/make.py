#!/usr/bin/env python3
"""Makes the PNGs beside it: every colour type, depth and interlacing of ISO/IEC 15948, and hostile ones. See README.md."""
import struct
import zlib

WIDTH, HEIGHT = 13, 9
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
KINDS = {'gray': (0, 1), 'rgb': (2, 3), 'palette': (3, 1), 'gray-alpha': (4, 2), 'rgba': (6, 4)}


def level(channel, x, y, depth):
    """The sample of a channel (0 gray or red, 1 green, 2 blue, 3 alpha) at a place."""
    value = [20 * x, 28 * y, 11 * (x + y), [0, 255, 128][(x + y) % 3]][channel]
    return value * 257 if depth == 16 else value >> (8 - depth)


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def row(kind, depth, places):
    bits = ''
    for x, y in places:
        for channel in {'gray': [0], 'rgb': [0, 1, 2], 'palette': [-1], 'gray-alpha': [0, 3], 'rgba': [0, 1, 2, 3]}[kind]:
            value = (x + y) % (1 << depth) % 16 if channel < 0 else level(channel, x, y, depth)
            bits += format(value, '0%db' % depth)
    bits += '0' * (-len(bits) % 8)
    return b'\0' + int(bits, 2).to_bytes(len(bits) // 8, 'big')


def png(kind, depth, interlaced, transparent=b''):
    colour_type, _ = KINDS[kind]
    data = b''
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        for y in range(y0, HEIGHT, dy):
            places = [(x, y) for x in range(x0, WIDTH, dx)]
            if places:
                data += row(kind, depth, places)
    out = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', WIDTH, HEIGHT, depth, colour_type, 0, 0, interlaced))
    if kind == 'palette':
        out += chunk(b'PLTE', bytes(b for i in range(min(16, 1 << depth)) for b in (16 * i, 255 - 16 * i, 5 * i)))
    if transparent:
        out += chunk(b'tRNS', transparent)
    return out + chunk(b'IDAT', zlib.compress(data)) + chunk(b'IEND', b'')


def save(name, data):
    with open(name + '.png', 'wb') as file:
        file.write(data)


for kind, depths in [('gray', [1, 2, 4, 8, 16]), ('rgb', [8, 16]), ('palette', [1, 2, 4, 8]), ('gray-alpha', [8, 16]), ('rgba', [8, 16])]:
    for depth in depths:
        for interlaced in (0, 1):
            save('%s-%d%s' % (kind, depth, '-interlaced' if interlaced else ''), png(kind, depth, interlaced))
save('palette-4-transparent', png('palette', 4, 0, bytes([0, 128, 255])))
save('gray-8-transparent', png('gray', 8, 0, struct.pack('>H', 20)))
save('rgb-8-transparent', png('rgb', 8, 0, struct.pack('>HHH', 20, 0, 11)))

good = png('rgba', 8, 0)
huge = struct.pack('>IIBBBBB', 100_000, 100_000, 8, 6, 0, 0, 0)
save('bad-checksum', good[:60] + bytes([good[60] ^ 1]) + good[61:])
save('bad-cut', good[:-20])
save('bad-no-data', good[:33] + chunk(b'IEND', b''))
save('bad-half-the-rows', good[:33] + chunk(b'IDAT', zlib.compress(b'\0' * 100)) + chunk(b'IEND', b''))
save('bad-palette-missing', b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 13, 9, 8, 3, 0, 0, 0)) + good[33:])
save('bad-no-pixels', good[:8] + chunk(b'IHDR', struct.pack('>IIBBBBB', 0, 9, 8, 6, 0, 0, 0)) + good[33:])
save('large-pixels', good[:8] + chunk(b'IHDR', huge) + good[33:])
save('large-side', good[:8] + chunk(b'IHDR', struct.pack('>IIBBBBB', 4_097, 1, 8, 6, 0, 0, 0)) + good[33:])
# Ten megabytes of text in ten kilobytes: stays out of what is decoded.
bomb = chunk(b'zTXt', b'Comment\0\0' + zlib.compress(b'a' * 10_000_000, 9))
save('text-bomb', good[:33] + bomb + good[33:])
