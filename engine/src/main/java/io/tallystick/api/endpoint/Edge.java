package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.stream.Materializer;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.http.Bodies;

/** What endpoints of every server share, with an engine behind it or without. */
public record Edge(
    ActorSystem system, Materializer materializer, ApiSettings settings, Bodies bodies) {}
