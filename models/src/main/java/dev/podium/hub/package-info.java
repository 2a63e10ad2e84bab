/**
 * Published checkpoints, fetched once from a model hub and opened from the cache that the rest of the world uses.
 *
 * <p>A {@link dev.podium.hub.Hub} turns {@code org/name} into a folder on this machine. The folder lies in the cache of Hugging
 * Face's own tools, in its layout: what Python downloaded opens here without a network, and what was downloaded here opens in
 * Python.
 *
 * <pre>{@code
 * Hub hub = new Hub(HubSettings.ofThisProcess());
 * Snapshot snapshot = hub.open(HubId.parse("cross-encoder/ms-marco-MiniLM-L6-v2"), Wanted.checkpoint());
 * try (Weights weights = Weights.open(snapshot.folder())) {
 *     System.out.println(snapshot.commit() + ": " + weights.names().size() + " tensors");
 * }
 * hub.cached().forEach(System.out::println);
 * }</pre>
 *
 * <p>Nothing a hub says is believed. A file name stays within its folder, a size must be the size, and a file becomes part of the
 * cache when its hash is the one announced, not before. A token goes to the hub and to nobody whom the hub redirects to. With
 * {@code HF_HUB_OFFLINE=1} no request is made, so no socket is opened. Pickles are never fetched, code never run.
 *
 * <p>Read next: {@link dev.podium.hub.Wanted} for which files are fetched, {@link dev.podium.hub.HubSettings} for the variables,
 * {@code Fetching} for how one file arrives.
 */
@NullMarked
package dev.podium.hub;

import org.jspecify.annotations.NullMarked;
