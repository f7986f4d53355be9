import { readFileSync } from 'node:fs';
import { deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { typeByContent } from '../../../lambda/mail/inbound/type-by-content.ts';

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const cfb = (...inside: readonly Buffer[]) =>
  Buffer.concat([hex('d0cf11e0a1b11ae1'), Buffer.alloc(504), ...inside, Buffer.alloc(512)]);

describe('the type of a file, by its content', () => {
  it.each([
    ['a Windows program', hex('4d5a 9000 0300 0000'), 'EXECUTABLE'],
    ['this very program', readFileSync(process.execPath).subarray(0, 8192), 'EXECUTABLE'],
    ['a Linux program', hex('7f454c46 0201 0100'), 'EXECUTABLE'],
    ['a Mac program', hex('cffaedfe 07000001'), 'EXECUTABLE'],
    ['a Mac program for two processors', hex('cafebabe 00000002'), 'EXECUTABLE'],
    ['a class of Java', hex('cafebabe 00000041'), 'EXECUTABLE'],
    ['a module of WebAssembly', hex('0061736d 01000000'), 'EXECUTABLE'],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf ~'), 'EXECUTABLE'],
    ['a script behind a mark', Buffer.from('\uFEFF#!/bin/sh'), 'EXECUTABLE'],
    ['an installer', cfb(hex('84100c00 0000 0000 c000 000000000046')), 'EXECUTABLE'],
    ['a document with macros', cfb(Buffer.from('_VBA_PROJECT', 'utf16le')), 'EXECUTABLE'],
    ['a document', cfb(), 'application/x-cfb'],
    [
      'a picture',
      hex('89504e470d0a1a0a 0000000d49484452 00000001 00000001 0802000000 907753de 0000000c 49444154'),
      'image/png',
    ],
    ['a photograph', hex('ffd8ffe0 00104a464946'), 'image/jpeg'],
    ['a PDF', Buffer.from('%PDF-1.4\n'), 'application/pdf'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/plain'],
    [
      'a drawing',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'text/plain',
    ],
    ['a page in UTF-16', Buffer.from('\uFEFF<html>', 'utf16le'), 'text/plain'],
    ['a page behind a NUL', Buffer.from('\0<html><script>'), 'application/octet-stream'],
    [
      'XML with a control character',
      Buffer.from('<?xml version="1.0"?>\x01<svg/>'),
      'application/octet-stream',
    ],
    ['PostScript', Buffer.from('%!PS-Adobe-3.0\n'), 'text/plain'],
    ['text that begins as programs do', Buffer.from('MZ is a city'), 'text/plain'],
    ['Vietnamese', Buffer.from('Xin chào'), 'text/plain'],
    ['nothing', Buffer.alloc(0), 'application/octet-stream'],
    ['noise', hex('00 01 02 03'), 'application/octet-stream'],
    ['an archive', hex('504b0304 14000000'), 'application/zip'],
    ['an empty archive', hex('504b0506 00000000'), 'application/zip'],
    [
      'sound with an archive behind its tag',
      Buffer.concat([hex('49443303000000000000'), hex('504b0304')]),
      'audio/mpeg',
    ],
  ])('%s', async (_, bytes, type) => {
    expect(await typeByContent(bytes)).toBe(type);
  });

  it('inflates nothing, not even to look', async () => {
    const inflating = vi.spyOn(globalThis, 'DecompressionStream');
    const bomb = deflateRawSync(Buffer.alloc(900_000, 'a'));
    expect(inflateRawSync(bomb).length).toBe(900_000);
    const name = Buffer.from('[Content_Types].xml');
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(bomb.length, 18);
    header.writeUInt32LE(900_000, 22);
    header.writeUInt16LE(name.length, 26);
    const zip = Buffer.concat([header, name, bomb]);
    expect(await typeByContent(zip)).toBe('application/zip');
    expect(await typeByContent(Buffer.concat([Buffer.from('\uFEFF'), zip]))).toBe('application/octet-stream');
    expect(await typeByContent(gzipSync(Buffer.alloc(900_000)))).toBe('application/gzip');
    expect(inflating).not.toHaveBeenCalled();
    inflating.mockRestore();
  });
});
