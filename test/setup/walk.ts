import { jest } from '@jest/globals';

// A walk drives a whole browser: this only frees a worker that hangs, it is no statement about speed.
jest.setTimeout(180_000);
