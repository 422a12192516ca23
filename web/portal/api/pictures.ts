import type { StampPicture } from '../../stamp/preview.ts';
import type { Draft } from '../draft.ts';
import { answerOf, call } from './call.ts';

/** A logo or drawn signature that the tenant keeps for its stamps. */
export interface Picture {
  readonly id: string;
  readonly mediaType: string;
  readonly size: number;
  /** In pixels, as it is looked at. */
  readonly width: number;
  readonly height: number;
  readonly createdAt: string;
}

/** Newest first. */
export async function listPictures(): Promise<readonly Picture[]> {
  return (await call<{ pictures: readonly Picture[] }>('GET', '/v1/pictures')).pictures;
}

/** The same bytes again are the same picture. */
export async function addPicture(file: Blob): Promise<Picture> {
  return (await (await answerOf('POST', '/v1/pictures', { raw: file })).json()) as Picture;
}

export function deletePicture(id: string): Promise<void> {
  return call('DELETE', `/v1/pictures/${id}`);
}

export function pictureAddress(id: string): string {
  return `/v1/pictures/${id}/content`;
}

/** A draft's picture as its preview shows it. */
export function pictureOf({ picture }: Draft): StampPicture | undefined {
  return picture && { address: pictureAddress(picture.id), width: picture.width, height: picture.height };
}
