import { text } from '../csv/kinds.ts';
import { required, table } from '../csv/table.ts';

/** Shape (Linienverlauf): only the id is read, to check that trips name one that exists. */
export const shapes = table('shapes.txt', { shapeId: required(text, 'shape_id') });
